package io.impasto.gateway.transfers;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.apache.kafka.clients.producer.RecordMetadata;

import io.impasto.gateway.contract.OptionsSchema;
import io.impasto.gateway.events.EventWriter;
import io.impasto.gateway.events.Position;
import io.impasto.gateway.events.TransferEvent.Head;
import io.impasto.gateway.events.TransferEvent.Requested;
import io.impasto.gateway.events.TransferRequest;
import io.impasto.gateway.events.TransferRequest.Webhook;
import io.impasto.gateway.kafka.Publisher;
import io.impasto.gateway.kafka.Topics;
import io.impasto.gateway.problems.ProblemException;
import io.impasto.gateway.problems.ProblemType;
import io.impasto.gateway.storage.StorageClient;
import io.impasto.gateway.storage.StoredImage;
import io.impasto.gateway.transfers.Draft.Known;
import io.impasto.gateway.transfers.Draft.Source;
import io.impasto.gateway.transfers.Draft.Uploaded;
import io.impasto.gateway.webhooks.AcceptableWebhook;

/**
 * Accepts a transfer: judges what was asked for, stores the images, publishes the request and waits until the brokers have
 * it. What costs nothing is judged first; a request that is refused leaves no transfer behind.
 */
@ApplicationScoped
public class SubmitTransfer {

    private static final String TENANT = "default";

    private final OptionsSchema optionsSchema;
    private final AcceptableWebhook acceptableWebhook;
    private final StorageClient storage;
    private final Publisher publisher;
    private final TransferTable table;
    private final Timer accepting;
    private final Lock[] keyLocks =
            Stream.generate(ReentrantLock::new).limit(64).toArray(Lock[]::new);

    SubmitTransfer(
            OptionsSchema optionsSchema,
            AcceptableWebhook acceptableWebhook,
            StorageClient storage,
            Publisher publisher,
            TransferTable table,
            MeterRegistry metrics) {
        this.optionsSchema = optionsSchema;
        this.acceptableWebhook = acceptableWebhook;
        this.storage = storage;
        this.publisher = publisher;
        this.table = table;
        this.accepting = Timer.builder("impasto.transfers.accept")
                .description("From the request's last byte to its acknowledgement by the brokers")
                .publishPercentiles(0.5, 0.95, 0.99)
                .register(metrics);
    }

    /**
     * @param transfer as accepted now, or by the first request with this key
     * @param replayed whether it was accepted before
     */
    record Accepted(Transfer transfer, boolean replayed) {}

    /** @throws ProblemException if it is refused */
    Accepted submit(Optional<IdempotencyKey> key, Draft draft) {
        return accepting.record(() -> {
            judge(draft);
            TransferRequest request = request(draft);
            if (key.isEmpty()) {
                Instant now = now();
                return new Accepted(publish(TransferIds.fresh(now), request, now), false);
            }
            UUID id = TransferIds.ofKey(TENANT, key.get().value());
            Lock lock = keyLocks[Math.floorMod(id.hashCode(), keyLocks.length)];
            lock.lock();
            try {
                Optional<Transfer> first = table.find(id);
                return first.isPresent()
                        ? new Accepted(same(first.get(), request), true)
                        : new Accepted(publish(id, request, now()), false);
            } finally {
                lock.unlock();
            }
        });
    }

    private void judge(Draft draft) {
        ObjectNode options = draft.options();
        if (options != null) {
            optionsSchema.check(options, draft.styles().size());
        }
        if (draft.webhook() != null) {
            acceptableWebhook.check(draft.webhook());
        }
    }

    /** Stores what was uploaded and looks up what was named, all at the same time. */
    private TransferRequest request(Draft draft) {
        List<Source> sources = new ArrayList<>();
        sources.add(draft.content());
        sources.addAll(draft.styles());
        if (draft.options() != null && draft.options().hasNonNull("startImage")) {
            sources.add(new Known(
                    "options.startImage", draft.options().get("startImage").textValue()));
        }
        List<CompletableFuture<String>> ids =
                sources.stream().map(this::imageId).toList();
        // All are awaited, also after a failure: the files must outlive their reading.
        CompletableFuture.allOf(ids.toArray(CompletableFuture[]::new))
                .handle((all, failure) -> null)
                .join();
        List<String> found = ids.stream().map(StorageClient::result).toList();
        TransferRequest request = new TransferRequest(
                found.get(0),
                found.subList(1, 1 + draft.styles().size()),
                draft.options(),
                draft.webhook() == null ? null : new Webhook(draft.webhook()),
                null);
        return new TransferRequest(
                request.content(),
                request.styles(),
                request.options(),
                request.webhook(),
                Fingerprint.compute(request));
    }

    private CompletableFuture<String> imageId(Source source) {
        if (source instanceof Uploaded uploaded) {
            return storage.store(TENANT, uploaded.file()).handle((image, failure) -> {
                if (failure == null) {
                    return image.id();
                }
                throw failure.getCause() instanceof ProblemException problem
                        ? problem.with("part", uploaded.part())
                        : new CompletionException(failure);
            });
        }
        Known known = (Known) source;
        return storage.describe(TENANT, known.id())
                .thenApply(image -> image.map(StoredImage::id).orElseThrow(() -> ProblemType.IMAGE_UNKNOWN
                        .problem("No image with id " + known.id() + " is stored. Upload it first.")
                        .with("part", known.part())));
    }

    private Transfer publish(UUID id, TransferRequest request, Instant now) {
        Head head = new Head(UUID.randomUUID().toString(), id, now, new Position(0, 0));
        Requested event = new Requested(head, request);
        try {
            RecordMetadata place = publisher
                    .publish(Topics.REQUESTS, id.toString(), EventWriter.data(event), EventWriter.headers(event))
                    .join();
            return table.apply(new Requested(
                    new Head(head.id(), id, now, new Position(place.partition(), place.offset())), request));
        } catch (CompletionException e) {
            throw ProblemType.QUEUE_UNAVAILABLE.problem(
                    "The queue did not take the request. Try again in a moment, with the same Idempotency-Key.");
        }
    }

    private static Transfer same(Transfer first, TransferRequest request) {
        if (!Fingerprint.of(first.request()).equals(request.fingerprint())) {
            throw ProblemType.IDEMPOTENCY_KEY_REUSED
                    .problem("A request with this Idempotency-Key asked for something else. Use a new key.")
                    .with("transfer", first.id().toString());
        }
        return first;
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
