package io.impasto.gateway.transfers;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.impasto.gateway.events.TransferRequest.Webhook;

/**
 * A request for a transfer as the client sent it, read but not yet judged.
 *
 * @param options null if none were sent
 * @param webhook null if none was sent
 * @param labels null if none were sent
 * @param retention null if none was asked for
 */
record Draft(
        Source content,
        List<Source> styles,
        ObjectNode options,
        Webhook webhook,
        Map<String, String> labels,
        Duration retention) {

    private static final String START_IMAGE = "options.startImage";

    /** All images that it names: the content, the styles, and what to start from if that is an image; options must be judged. */
    List<Source> sources() {
        List<Source> all = new ArrayList<>();
        all.add(content);
        all.addAll(styles);
        if (options != null && options.hasNonNull("startImage")) {
            String image = options.get("startImage").textValue();
            all.add(image.contains("://") ? new Addressed(START_IMAGE, image) : new Known(START_IMAGE, image));
        }
        return all;
    }

    /** Where an image of the request comes from. */
    sealed interface Source {
        /** Name of the part or member, for messages. */
        String part();
    }

    /** An image that was uploaded before. */
    record Known(String part, String id) implements Source {}

    /** An image that is fetched when the transfer's turn comes. */
    record Addressed(String part, String address) implements Source {}

    /** An image that came with the request and lies in a file until its end. */
    record Uploaded(String part, Path file) implements Source {}
}
