package io.impasto.storage.uses;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;

/**
 * What is read of a transfer's state to know its images (contract: {@code transfer.v1}).
 *
 * @param tenant whose it is; null for the default one
 * @param content an id, or the address that it was fetched from
 * @param inputs the ids of what was fetched, at any depth
 * @param purgedAt when it was given up; null while it is kept
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record TransferImages(
        String tenant,
        String content,
        List<String> styles,
        Options options,
        Options requestedOptions,
        JsonNode inputs,
        String purgedAt) {

    private static final String DEFAULT_TENANT = "default";

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Options(
            String startImage,
            List<String> contentMasks,
            List<String> styleMasks,
            String contentRegions,
            List<String> styleRegions) {

        void each(Consumer<String> use) {
            use.accept(startImage);
            use.accept(contentRegions);
            Stream.of(contentMasks, styleMasks, styleRegions)
                    .filter(Objects::nonNull)
                    .flatMap(List::stream)
                    .forEach(use);
        }
    }

    /** @throws IOException if the value is not a state of a transfer */
    static TransferImages read(ObjectReader reader, byte[] value) throws IOException {
        TransferImages read = reader.readValue(value);
        if (read == null) {
            throw new IOException("the value is null");
        }
        return read;
    }

    /** All that the transfer uses; nothing once it is purged. */
    Set<ImageUse> uses() {
        Set<ImageUse> uses = new HashSet<>();
        if (purgedAt != null) {
            return uses;
        }
        String whose = tenant == null ? DEFAULT_TENANT : tenant;
        Consumer<String> use = named -> ImageUse.of(whose, named).ifPresent(uses::add);
        use.accept(content);
        if (styles != null) {
            styles.forEach(use);
        }
        for (Options each : new Options[] {options, requestedOptions}) {
            if (each != null) {
                each.each(use);
            }
        }
        if (inputs != null) {
            texts(inputs, use);
        }
        return uses;
    }

    private static void texts(JsonNode node, Consumer<String> use) {
        if (node.isTextual()) {
            use.accept(node.textValue());
        }
        node.forEach(child -> texts(child, use));
    }
}
