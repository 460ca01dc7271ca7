package io.impasto.worker.transfers;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.impasto.engine.transfer.TransferOptions;

/**
 * Someone wants a painting: the members of {@code transfer.requested.v1} that matter here.
 *
 * @param transfer id of the transfer, a UUID in canonical form
 * @param request id of the event; the same id again is the same request
 * @param tenant whose it is
 * @param content id of the content image, or the address it is fetched from
 * @param styles ids of the style images, or addresses, 1 to 8
 * @param options how to paint; what was left out is the preset's
 * @param deadline after which nobody wants the result
 * @param trace whose doing it is
 */
public record TransferRequest(
        String transfer,
        String request,
        String tenant,
        String content,
        List<String> styles,
        TransferOptions options,
        Optional<Instant> deadline,
        Trace trace) {

    public TransferRequest {
        styles = List.copyOf(styles);
    }

    /** What to start from, if the options name an image. */
    public Optional<String> startImage() {
        return Optional.ofNullable(options.startImage());
    }

    /** Whether all images are named by id. */
    public boolean fetched() {
        return Stream.of(Stream.of(content), styles.stream(), options.images().stream())
                .flatMap(images -> images)
                .noneMatch(TransferRequest::isAddress);
    }

    /** The same with other names of its images. */
    public TransferRequest with(UnaryOperator<String> name) {
        return new TransferRequest(
                transfer,
                request,
                tenant,
                name.apply(content),
                styles.stream().map(name).toList(),
                options.withImages(name),
                deadline,
                trace);
    }

    /** The same, on behalf of another: what follows from it is said to come of that. */
    public TransferRequest traced(Trace other) {
        return new TransferRequest(transfer, request, tenant, content, styles, options, deadline, other);
    }

    /** Whether an image is named by an address, and not by its id. */
    public static boolean isAddress(String image) {
        return image.contains("://");
    }
}
