package io.impasto.worker.transfers;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.impasto.engine.transfer.TransferOptions;

/**
 * Someone wants a painting: the members of {@code transfer.requested.v1} that matter here.
 *
 * @param transfer id of the transfer, a UUID in canonical form
 * @param request id of the event; the same id again is the same request
 * @param content id of the content image
 * @param styles ids of the style images, 1 to 8
 * @param options how to paint; what was left out is the preset's
 * @param deadline after which nobody wants the result
 * @param trace whose doing it is
 */
public record TransferRequest(
        String transfer,
        String request,
        String content,
        List<String> styles,
        TransferOptions options,
        Optional<Instant> deadline,
        Trace trace) {

    public TransferRequest {
        styles = List.copyOf(styles);
    }
}
