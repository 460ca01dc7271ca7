package io.impasto.gateway.events;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Data of {@code transfer.requested}.
 *
 * @param content image id (SHA-256 in hexadecimal) of the picture to paint
 * @param styles image ids, 1..8
 * @param options as in transfer-options.v1, or null
 * @param webhook where to report the end, or null
 * @param fingerprint SHA-256 of the canonical request, or null from an outside publisher
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TransferRequest(
        String content, List<String> styles, ObjectNode options, Webhook webhook, String fingerprint) {

    public TransferRequest {
        styles = List.copyOf(styles);
    }

    /** An address that is told the end of a transfer. */
    public record Webhook(String url) {}
}
