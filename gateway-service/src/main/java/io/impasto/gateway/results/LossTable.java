package io.impasto.gateway.results;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.impasto.gateway.events.Json;
import io.impasto.gateway.events.TransferEvent.Progressed;
import io.impasto.gateway.events.TransferEvent.Report;
import io.impasto.gateway.events.TransferEvent.Started;

/**
 * The terms of the objective, by evaluation: as the worker stored them at the end, every one, or as its progress told them so far.
 *
 * @param complete whether every evaluation is there
 */
record LossTable(boolean complete, List<Row> rows) {

    private static final String CONTENT = "content ";
    private static final String STYLE = "style ";

    LossTable {
        rows = List.copyOf(rows);
    }

    /**
     * One evaluation; what is not known is null.
     *
     * @param content by layer
     * @param style by layer
     * @param seconds since the painting began
     */
    record Row(
            int evaluation,
            Integer level,
            Map<String, Double> content,
            Map<String, Double> style,
            Double tv,
            Double total,
            Double seconds,
            Boolean rolledBack,
            String network) {}

    /** What progress has told. What a later attempt painted anew counts as it was then. */
    static LossTable told(List<Report> events) {
        TreeMap<Integer, Row> rows = new TreeMap<>();
        Instant begun = null;
        for (Report event : events) {
            if (event instanceof Started) {
                rows.tailMap(event.data().path("resumedAt").asInt(0), false).clear();
                begun = begun == null ? event.time() : begun;
            } else if (event instanceof Progressed) {
                Row row = row(event.data(), begun == null ? null : seconds(begun, event.time()));
                rows.put(row.evaluation(), row);
            }
        }
        return new LossTable(false, List.copyOf(rows.values()));
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }

    private static Row row(JsonNode data, Double seconds) {
        JsonNode losses = data.path("losses");
        return new Row(
                data.path("evaluation").asInt(),
                data.has("level") ? data.get("level").asInt() : null,
                terms(losses.path("content")),
                terms(losses.path("style")),
                number(losses.path("tv")),
                number(losses.path("total")),
                seconds,
                null,
                data.path("network").textValue());
    }

    private static Map<String, Double> terms(JsonNode terms) {
        Map<String, Double> read = new LinkedHashMap<>();
        terms.properties().forEach(term -> read.put(term.getKey(), number(term.getValue())));
        return read;
    }

    private static Double number(JsonNode value) {
        return value.isNumber() ? value.doubleValue() : null;
    }

    /** Reads what a worker stored. Layers' names have no commas, so that no field is quoted. */
    static LossTable stored(String csv) {
        List<String> lines = csv.lines().toList();
        List<String> names =
                List.of(lines.isEmpty() ? new String[0] : lines.get(0).split(",", -1));
        List<Row> rows = new ArrayList<>();
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            String[] fields = line.split(",", -1);
            if (fields.length == names.size()) {
                rows.add(stored(names, fields));
            }
        }
        return new LossTable(true, rows);
    }

    private static Row stored(List<String> names, String[] fields) {
        Map<String, String> all = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i++) {
            if (!fields[i].isEmpty()) {
                all.put(names.get(i), fields[i]);
            }
        }
        return new Row(
                Integer.parseInt(all.getOrDefault("evaluation", "0")),
                all.containsKey("level") ? Integer.valueOf(all.get("level")) : null,
                terms(all, CONTENT),
                terms(all, STYLE),
                number(all, "tv"),
                number(all, "total"),
                number(all, "seconds"),
                all.containsKey("rolled back") ? Boolean.valueOf(all.get("rolled back")) : null,
                all.get("network"));
    }

    private static Map<String, Double> terms(Map<String, String> fields, String kind) {
        Map<String, Double> terms = new LinkedHashMap<>();
        fields.forEach((name, text) -> {
            if (name.startsWith(kind)) {
                terms.put(name.substring(kind.length()), Double.valueOf(text));
            }
        });
        return terms;
    }

    private static Double number(Map<String, String> fields, String name) {
        return fields.containsKey(name) ? Double.valueOf(fields.get(name)) : null;
    }

    ObjectNode json() {
        ObjectNode json = Json.MAPPER.createObjectNode().put("complete", complete);
        json.set("rows", Json.MAPPER.valueToTree(rows));
        json.path("rows").forEach(row -> {
            List<String> unknown = row.properties().stream()
                    .filter(member -> member.getValue().isNull())
                    .map(Map.Entry::getKey)
                    .toList();
            ((ObjectNode) row).remove(unknown);
        });
        return json;
    }

    /** RFC 4180, in the columns that workers store; what is not known is empty. */
    String csv() {
        Set<String> content = names(Row::content);
        Set<String> style = names(Row::style);
        StringBuilder csv = new StringBuilder("evaluation,level,");
        content.forEach(layer -> csv.append(CONTENT).append(layer).append(','));
        style.forEach(layer -> csv.append(STYLE).append(layer).append(','));
        csv.append("tv,total,seconds,rolled back,network\r\n");
        for (Row row : rows) {
            List<Object> fields = new ArrayList<>();
            fields.add(row.evaluation());
            fields.add(row.level());
            content.forEach(layer -> fields.add(row.content().get(layer)));
            style.forEach(layer -> fields.add(row.style().get(layer)));
            fields.add(row.tv());
            fields.add(row.total());
            fields.add(row.seconds());
            fields.add(row.rolledBack());
            fields.add(row.network());
            csv.append(fields.stream()
                            .map(field -> field == null ? "" : field.toString())
                            .collect(Collectors.joining(",")))
                    .append("\r\n");
        }
        return csv.toString();
    }

    private Set<String> names(Function<Row, Map<String, Double>> terms) {
        Set<String> names = new LinkedHashSet<>();
        rows.forEach(row -> names.addAll(terms.apply(row).keySet()));
        return names;
    }
}
