package io.impasto.gateway.results;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.impasto.gateway.events.Json;
import io.impasto.gateway.events.TransferEvent.Report;
import io.impasto.gateway.transfers.Transfer;

/** The stored pictures of a transfer's checkpoints, by number, with what its events have told of them. */
final class Checkpoints {

    private static final Pattern NAME = Pattern.compile("checkpoints/([0-9]{4})\\.png");

    private Checkpoints() {}

    /** @param at when it was told */
    private record Told(int evaluation, Instant at) {}

    static String name(int number) {
        return "checkpoints/%04d.png".formatted(number);
    }

    /**
     * The list for clients, oldest first.
     *
     * @param artifacts names of what is stored
     * @param events of the transfer, which may have forgotten the oldest
     */
    static ObjectNode list(Transfer transfer, List<String> artifacts, List<Report> events) {
        Map<Integer, Told> told = told(events);
        ObjectNode body = Json.MAPPER.createObjectNode();
        ArrayNode list = body.putArray("checkpoints");
        artifacts.stream()
                .map(NAME::matcher)
                .filter(Matcher::matches)
                .map(name -> Integer.parseInt(name.group(1)))
                .sorted()
                .forEach(number -> {
                    ObjectNode one = list.addObject().put("number", number).put("name", name(number));
                    if (told.containsKey(number)) {
                        one.put("evaluation", told.get(number).evaluation());
                        one.put("at", told.get(number).at().toString());
                    }
                    one.put("href", "/v1/transfers/" + transfer.id() + "/checkpoints/" + number);
                });
        return body;
    }

    /** By number; told anew by another attempt, the latest is what is stored. */
    private static Map<Integer, Told> told(List<Report> events) {
        Map<Integer, Told> told = new HashMap<>();
        for (Report event : events) {
            JsonNode checkpoint = event.data().path("checkpoint");
            if (checkpoint.path("evaluation").canConvertToInt()) {
                told.put(
                        checkpoint.path("number").asInt(),
                        new Told(checkpoint.path("evaluation").intValue(), event.time()));
            }
        }
        return told;
    }
}
