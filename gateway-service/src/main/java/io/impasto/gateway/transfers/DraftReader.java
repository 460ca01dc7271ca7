package io.impasto.gateway.transfers;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.impasto.gateway.bodies.JsonBody;
import io.impasto.gateway.bodies.MultipartForm;
import io.impasto.gateway.bodies.MultipartForm.FilePart;
import io.impasto.gateway.bodies.MultipartForm.Part;
import io.impasto.gateway.bodies.MultipartForm.TextPart;
import io.impasto.gateway.events.Labels;
import io.impasto.gateway.events.TransferRequest.Webhook;
import io.impasto.gateway.problems.ProblemException;
import io.impasto.gateway.problems.ProblemType;
import io.impasto.gateway.transfers.Draft.Addressed;
import io.impasto.gateway.transfers.Draft.Known;
import io.impasto.gateway.transfers.Draft.Nothing;
import io.impasto.gateway.transfers.Draft.Source;
import io.impasto.gateway.transfers.Draft.Uploaded;

/** Reads a request for a transfer from a form or from JSON; both can say the same. */
final class DraftReader {

    /** Options by the parts that their images may come in. */
    private static final Map<String, String> GUIDES = Map.of(
            "contentMask", "contentMasks",
            "styleMask", "styleMasks",
            "contentRegions", "contentRegions",
            "styleRegions", "styleRegions");

    private static final Set<String> PARTS = Stream.concat(
                    Stream.of("content", "style", "options", "webhook", "labels", "retention"),
                    GUIDES.keySet().stream())
            .collect(Collectors.toUnmodifiableSet());
    private static final Set<String> MEMBERS = Set.of("content", "styles", "options", "webhook", "labels", "retention");
    private static final Pattern IMAGE_ID = Pattern.compile("[0-9a-f]{64}");
    private static final int MAX_STYLES = 8;

    private DraftReader() {}

    /** @throws ProblemException {@code missing-part}, {@code unexpected-part}, {@code malformed-json}, ... */
    static Draft form(MultipartForm form) {
        List<Source> contents = new ArrayList<>();
        List<Source> styles = new ArrayList<>();
        Map<String, List<Source>> guides = new TreeMap<>();
        String options = null;
        String webhook = null;
        String labels = null;
        String retention = null;
        for (Part part : form.parts()) {
            switch (part.name()) {
                case "content" -> contents.add(image(part));
                case "style" -> styles.add(image(part));
                case "contentMask", "styleMask", "contentRegions", "styleRegions" -> guides.computeIfAbsent(
                                GUIDES.get(part.name()), first -> new ArrayList<>())
                        .add(guide(part));
                case "options" -> options = once("options", options, part.text());
                case "webhook" -> webhook = once("webhook", webhook, part.text());
                case "labels" -> labels = once("labels", labels, part.text());
                case "retention" -> retention = once("retention", retention, part.text());
                default -> throw unexpectedPart(part.name());
            }
        }
        if (contents.isEmpty()) {
            throw missing("content", "Add the part content: an image file, the id of an image, or its address.");
        }
        if (contents.size() > 1) {
            throw ProblemType.UNEXPECTED_PART
                    .problem("There must be one part content, not " + contents.size() + ".")
                    .with("part", "content");
        }
        checkStyles("style", styles);
        ObjectNode read = options == null ? null : options(options);
        checkGuides(guides, read);
        return new Draft(
                contents.get(0),
                styles,
                guides,
                read,
                webhook(webhook),
                labels == null ? null : labels(object(labels.getBytes(StandardCharsets.UTF_8), "The part labels")),
                retention == null ? null : retention(retention));
    }

    /** @throws ProblemException {@code malformed-json}, {@code missing-part}, {@code unexpected-part} */
    static Draft json(byte[] body) {
        return json(object(body, "The body"));
    }

    static Draft json(ObjectNode request) {
        request.fieldNames().forEachRemaining(name -> {
            if (!MEMBERS.contains(name)) {
                throw ProblemType.UNEXPECTED_PART
                        .problem("There is no member " + shown(name) + "; there are "
                                + String.join(", ", MEMBERS.stream().sorted().toList()) + ".")
                        .with("part", shown(name));
            }
        });
        if (!request.path("content").isTextual()) {
            throw missing("content", "Add the member content: the id of an image, or its address.");
        }
        List<Source> styles = new ArrayList<>();
        for (JsonNode style : request.path("styles")) {
            styles.add(named("styles", style.isTextual() ? style.textValue() : style.toString()));
        }
        checkStyles("styles", styles);
        return new Draft(
                named("content", request.get("content").textValue()),
                styles,
                Map.of(),
                options(request.get("options")),
                webhook(request.get("webhook")),
                labels(request.get("labels")),
                retention(request.get("retention")));
    }

    private static Source image(Part part) {
        return part instanceof FilePart file
                ? new Uploaded(file.name(), file.file())
                : named(part.name(), ((TextPart) part).text());
    }

    /** A mask may be none. */
    private static Source guide(Part part) {
        boolean none = part.name().endsWith("Mask")
                && part instanceof TextPart text
                && text.text().strip().equals(Draft.NO_MASK);
        return none ? new Nothing(part.name()) : image(part);
    }

    private static void checkGuides(Map<String, List<Source>> guides, ObjectNode options) {
        guides.forEach((option, images) -> {
            String part = images.get(0).part();
            if (options != null && options.has(option)) {
                throw ProblemType.UNEXPECTED_PART
                        .problem("There are parts " + part + ", and options." + option
                                + " as well; one of them says it all.")
                        .with("part", part);
            }
            if (option.equals("contentRegions") && images.size() > 1) {
                once(part, part, part);
            }
        });
    }

    private static ObjectNode options(JsonNode options) {
        if (options == null || options.isNull()) {
            return null;
        }
        if (options instanceof ObjectNode object) {
            return object;
        }
        throw ProblemType.MALFORMED_JSON
                .problem("options must be a JSON object.")
                .with("part", "options");
    }

    private static ObjectNode options(String text) {
        return text.isBlank() ? null : object(text.getBytes(StandardCharsets.UTF_8), "The part options");
    }

    /** In a form: the URL alone, or what JSON has. */
    private static Webhook webhook(String text) {
        if (text == null) {
            return null;
        }
        return text.stripLeading().startsWith("{")
                ? webhook(object(text.getBytes(StandardCharsets.UTF_8), "The part webhook"))
                : new Webhook(text);
    }

    private static Webhook webhook(JsonNode webhook) {
        if (webhook == null || webhook.isNull()) {
            return null;
        }
        JsonNode events = webhook.path("events");
        int members = events.isMissingNode() ? 1 : 2;
        if (!webhook.isObject()
                || webhook.size() != members
                || !webhook.path("url").isTextual()) {
            throw ProblemType.INVALID_WEBHOOK.problem(
                    "webhook must be an object with the member url, a text, and perhaps events, names of events.");
        }
        String url = webhook.get("url").textValue();
        if (events.isMissingNode()) {
            return new Webhook(url);
        }
        List<String> names = new ArrayList<>();
        events.forEach(name -> names.add(name.asText()));
        if (!events.isArray() || names.isEmpty() || !Webhook.TOLD.containsAll(names)) {
            throw ProblemType.INVALID_WEBHOOK.problem(
                    "webhook.events must name at least one of " + String.join(", ", Webhook.TOLD) + ".");
        }
        return new Webhook(url, names.stream().distinct().sorted().toList());
    }

    private static Map<String, String> labels(JsonNode labels) {
        if (labels == null || labels.isNull()) {
            return null;
        }
        Labels.problem(labels).ifPresent(what -> {
            throw ProblemType.INVALID_REQUEST
                    .problem("The labels cannot be taken: " + what + ".")
                    .with("part", "labels");
        });
        return Labels.of(labels);
    }

    private static Duration retention(JsonNode retention) {
        return retention == null || retention.isNull() ? null : retention(retention.asText());
    }

    private static Duration retention(String text) {
        try {
            Duration time = Duration.parse(text.strip());
            if (!time.isNegative()) {
                return time;
            }
        } catch (DateTimeParseException e) {
            // Answered below, together with negative ones.
        }
        throw ProblemType.INVALID_REQUEST
                .problem("retention must be a duration as ISO 8601 writes it, such as P7D or PT12H.")
                .with("part", "retention");
    }

    /** @throws ProblemException {@code malformed-json} */
    static ObjectNode object(byte[] json, String what) {
        return JsonBody.object(json, what);
    }

    /** An image that is named: by its id, or by an address, which is not judged here. */
    private static Source named(String part, String text) {
        String name = text.strip();
        if (IMAGE_ID.matcher(name).matches()) {
            return new Known(part, name);
        }
        if (name.contains("://")) {
            return new Addressed(part, name);
        }
        throw ProblemType.IMAGE_UNKNOWN
                .problem("In " + part + " there must be an image file, the id of an image (64 digits of lower-case "
                        + "hexadecimal), or an address that begins with https:// or s3://.")
                .with("part", part);
    }

    private static void checkStyles(String part, List<Source> styles) {
        if (styles.isEmpty()) {
            throw missing(part, "Add 1 to 8 styles: image files, or ids of images.");
        }
        if (styles.size() > MAX_STYLES) {
            throw ProblemType.UNEXPECTED_PART
                    .problem("There may be at most 8 styles, not " + styles.size() + ".")
                    .with("part", part)
                    .with("maximum", MAX_STYLES);
        }
    }

    private static String once(String part, String before, String now) {
        if (before != null) {
            throw ProblemType.UNEXPECTED_PART
                    .problem("There may be only one part " + part + ".")
                    .with("part", part);
        }
        return now;
    }

    private static ProblemException missing(String part, String detail) {
        return ProblemType.MISSING_PART.problem(detail).with("part", part);
    }

    private static ProblemException unexpectedPart(String name) {
        return ProblemType.UNEXPECTED_PART
                .problem("There is no part " + shown(name) + "; there are "
                        + String.join(", ", PARTS.stream().sorted().toList()) + ".")
                .with("part", shown(name));
    }

    private static String shown(String name) {
        return name.length() > 64 ? name.substring(0, 64) + "..." : name;
    }
}
