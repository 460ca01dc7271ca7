package io.impasto.gateway.transfers;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.impasto.gateway.events.Json;
import io.impasto.gateway.events.TransferRequest.Webhook;

/**
 * A request for a transfer as the client sent it, read but not yet judged.
 *
 * @param guides images that came as parts of their own for an option, by its name: masks and maps of regions
 * @param options null if none were sent
 * @param webhook null if none was sent
 * @param labels null if none were sent
 * @param retention null if none was asked for
 */
record Draft(
        Source content,
        List<Source> styles,
        Map<String, List<Source>> guides,
        ObjectNode options,
        Webhook webhook,
        Map<String, String> labels,
        Duration retention) {

    /** Options that name images, one or several. */
    static final List<String> IMAGE_OPTIONS =
            List.of("startImage", "contentMasks", "styleMasks", "contentRegions", "styleRegions");

    /** How a list of masks says that a style has none. */
    static final String NO_MASK = "-";

    private static final String NOT_STORED_YET = "0".repeat(64);

    /** All images that it names: the content, the styles, and those of the options, which must be judged. */
    List<Source> sources() {
        List<Source> all = new ArrayList<>();
        all.add(content);
        all.addAll(styles);
        guides.values().forEach(all::addAll);
        if (options != null) {
            for (String option : IMAGE_OPTIONS) {
                JsonNode named = options.path(option);
                (named.isArray() ? named : List.of(named)).forEach(image -> named("options." + option, image.asText())
                        .ifPresent(all::add));
            }
        }
        all.removeIf(Nothing.class::isInstance);
        return all;
    }

    private static Optional<Source> named(String part, String image) {
        return image.isEmpty() || image.equals(NO_MASK)
                ? Optional.empty()
                : Optional.of(image.contains("://") ? new Addressed(part, image) : new Known(part, image));
    }

    /** The options as they will be, for judging: an image that is not stored yet has some id. */
    ObjectNode judged() {
        return options(source -> source instanceof Known known
                ? known.id()
                : source instanceof Addressed addressed ? addressed.address() : NOT_STORED_YET);
    }

    /** The options, those included that came as parts of their own. */
    ObjectNode options(Function<Source, String> name) {
        if (guides.isEmpty()) {
            return options;
        }
        ObjectNode all = options == null ? Json.MAPPER.createObjectNode() : options.deepCopy();
        Function<Source, String> orNone = source -> source instanceof Nothing ? NO_MASK : name.apply(source);
        guides.forEach((option, images) -> {
            if (option.equals("contentRegions")) {
                all.put(option, orNone.apply(images.get(0)));
            } else {
                images.stream().map(orNone).forEach(all.putArray(option)::add);
            }
        });
        return all;
    }

    /** Where an image of the request comes from. */
    sealed interface Source {
        /** Name of the part or member, for messages. */
        String part();
    }

    /** No image: a style has no mask. */
    record Nothing(String part) implements Source {}

    /** An image that was uploaded before. */
    record Known(String part, String id) implements Source {}

    /** An image that is fetched when the transfer's turn comes. */
    record Addressed(String part, String address) implements Source {}

    /** An image that came with the request and lies in a file until its end. */
    record Uploaded(String part, Path file) implements Source {}
}
