package io.impasto.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What {@code NOTICE} says at its end: the libraries in the images.
 *
 * @param licences by each licence, the artifacts of each group
 */
record Notice(SortedMap<String, SortedMap<String, SortedSet<String>>> licences) {

    /** The line after which all is written by the build. */
    static final String HEADING =
            "Libraries in the images, by licence (from their bills of materials; deploy/docs/containers.md says how this is written):";

    /** Quarkus declares it and leaves it out of what it puts together. */
    private static final String LEFT_OUT = "quarkus-ide-launcher";

    private static final int WIDTH = 150;
    private static final Pattern GROUP = Pattern.compile("  ([\\w.-]+): (.*)");

    /** What is said otherwise than the rest says it, or wrongly: TwelveMonkeys' licence has three clauses. */
    private static final Map<String, String> NAMES = Map.of(
            "GNU General Public License, version 2 with the GNU Classpath Exception",
                    "GPL-2.0-with-classpath-exception",
            "BSD-4-Clause", "BSD-3-Clause");

    Notice() {
        this(new TreeMap<>());
    }

    /** What bills of materials, in CycloneDX' format, say; the product's own modules are left out. */
    static Notice of(List<Path> bills) throws IOException {
        Notice notice = new Notice();
        for (Path bill : bills) {
            for (JsonNode component : new ObjectMapper().readTree(bill.toFile()).path("components")) {
                String group = component.path("group").asText();
                String name = component.path("name").asText();
                if (!group.equals("io.impasto") && !name.equals(LEFT_OUT)) {
                    notice.add(licence(component), group, name);
                }
            }
        }
        return notice;
    }

    /** What the text of a {@code NOTICE} says after its heading. */
    static Notice parse(String text) {
        Notice notice = new Notice();
        String licence = "";
        String section = text.substring(text.indexOf(HEADING) + HEADING.length());
        for (String line : section.replaceAll(",\n {4,}", ", ").lines().toList()) {
            Matcher group = GROUP.matcher(line);
            if (group.matches()) {
                for (String artifact : group.group(2).split(", ")) {
                    notice.add(licence, group.group(1), artifact);
                }
            } else if (!line.isBlank()) {
                licence = line;
            }
        }
        return notice;
    }

    private void add(String licence, String group, String artifact) {
        licences.computeIfAbsent(licence, each -> new TreeMap<>())
                .computeIfAbsent(group, each -> new TreeSet<>())
                .add(artifact);
    }

    private static String licence(JsonNode component) {
        return StreamSupport.stream(component.path("licenses").spliterator(), false)
                .map(each -> Stream.of(each.at("/license/id"), each.at("/license/name"), each.path("expression"))
                        .map(JsonNode::asText)
                        .filter(name -> !name.isEmpty())
                        .findFirst()
                        .orElse("?"))
                .map(name -> NAMES.getOrDefault(name, name))
                .distinct()
                .sorted()
                .collect(Collectors.joining(" or "));
    }

    /** All of them, as {@code group:artifact}. */
    SortedSet<String> artifacts() {
        return licences.values().stream()
                .flatMap(groups -> groups.entrySet().stream())
                .flatMap(group -> group.getValue().stream().map(artifact -> group.getKey() + ":" + artifact))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** As it stands in {@code NOTICE}. */
    String text() {
        StringBuilder text = new StringBuilder(HEADING).append('\n');
        licences.forEach((licence, groups) -> {
            text.append('\n').append(licence).append('\n');
            groups.forEach((group, artifacts) -> text.append(wrapped("  " + group + ": ", artifacts)));
        });
        return text.toString();
    }

    private static String wrapped(String start, SortedSet<String> artifacts) {
        StringBuilder lines = new StringBuilder();
        String line = start;
        for (String artifact : artifacts) {
            if (line.length() + artifact.length() > WIDTH) {
                lines.append(line.stripTrailing()).append('\n');
                line = "      ";
            }
            line += artifact + ", ";
        }
        return lines.append(line, 0, line.length() - 2).append('\n').toString();
    }

    /** The text of a {@code NOTICE} with this in place of what it says of libraries. */
    String in(String notice) {
        int end = notice.indexOf(HEADING);
        return (end < 0 ? notice + "\n" : notice.substring(0, end)) + text();
    }

    static boolean areThere(List<Path> files) {
        return files.stream().allMatch(Files::exists);
    }
}
