package io.impasto.gateway.transfers;

import java.nio.file.Path;
import java.time.Duration;
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
