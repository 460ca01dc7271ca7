package io.impasto.gateway.transfers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import io.impasto.gateway.contract.OptionsSchema;
import io.impasto.gateway.events.Position;
import io.impasto.gateway.events.TransferEvent.Head;
import io.impasto.gateway.events.TransferEvent.Requested;
import io.impasto.gateway.events.TransferRequest;
import io.impasto.gateway.images.AcceptableAddress;
import io.impasto.gateway.problems.ProblemException;
import io.impasto.gateway.problems.ProblemType;
import io.impasto.gateway.quotas.Quotas;
import io.impasto.gateway.retention.Retention;
import io.impasto.gateway.storage.KnownImages;
import io.impasto.gateway.storage.StorageClient;
import io.impasto.gateway.storage.StoredImage;
import io.impasto.gateway.transfers.Draft.Addressed;
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

    private final OptionsSchema optionsSchema;
    private final AcceptableWebhook acceptableWebhook;
    private final AcceptableAddress acceptableAddress;
    private final StorageClient storage;
    private final KnownImages knownImages;
    private final PublishEvent publishEvent;
    private final TransferTable table;
    private final Quotas quotas;
    private final Retention retention;
    private final Timer accepting;
    private final Lock[] keyLocks =
            Stream.generate(ReentrantLock::new).limit(64).toArray(Lock[]::new);

    SubmitTransfer(
            OptionsSchema optionsSchema,
            AcceptableWebhook acceptableWebhook,
            AcceptableAddress acceptableAddress,
            StorageClient storage,
            KnownImages knownImages,
            PublishEvent publishEvent,
            TransferTable table,
            Quotas quotas,
            Retention retention,
            MeterRegistry metrics) {
        this.optionsSchema = optionsSchema;
        this.acceptableWebhook = acceptableWebhook;
        this.acceptableAddress = acceptableAddress;
        this.storage = storage;
        this.knownImages = knownImages;
        this.publishEvent = publishEvent;
        this.table = table;
        this.quotas = quotas;
        this.retention = retention;
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

    /**
     * @param id the transfer's, where the client chose it or an idempotency key makes it; else it gets a fresh one
     * @throws ProblemException if it is refused
     */
    Accepted submit(Optional<UUID> id, Draft draft, Terms terms) {
        return accepting.record(() -> {
            judge(draft);
            UUID known = id.orElseGet(TransferIds::fresh);
            return accept(Map.of(known, draft), terms).get(0);
        });
    }

    /**
     * Accepts transfers that belong together, all of them or none.
     *
     * @param drafts by the transfers' ids, the first of which stands for all where the same is asked for twice at a time
     * @return in the order of the drafts
     * @throws ProblemException if one is refused, and so all are
     */
    List<Accepted> submit(Map<UUID, Draft> drafts, Terms terms) {
        return accepting.record(() -> {
            judge(drafts.values());
            return accept(drafts, terms);
        });
    }

    /** Nothing is stored before there is a place for each transfer. */
    private List<Accepted> accept(Map<UUID, Draft> drafts, Terms terms) {
        List<UUID> fresh = new ArrayList<>();
        try {
            for (UUID id : drafts.keySet()) {
                if (hold(id, terms)) {
                    fresh.add(id);
                }
            }
            // Repeated requests cost the store nothing: ids of images are known from their bytes.
            Function<Source, CompletableFuture<Found>> find =
                    fresh.isEmpty() ? SubmitTransfer::sha256 : source -> found(terms, source);
            Map<Source, CompletableFuture<Found>> images = new HashMap<>();
            Map<UUID, TransferRequest> requests = new LinkedHashMap<>();
            drafts.forEach((id, draft) ->
                    requests.put(id, request(draft, terms, source -> images.computeIfAbsent(source, find))));
            for (UUID id : fresh) {
                if (requests.get(id).pixels() != null) {
                    quotas.hold(id, requests.get(id).pixels());
                }
            }
            requests.forEach((id, request) -> table.find(id).ifPresent(first -> same(first, request, terms)));
            return submitOnce(requests, terms, now());
        } finally {
            fresh.forEach(quotas::release);
        }
    }

    /** Holds a place; false where none is needed, for the transfer was accepted before. */
    private boolean hold(UUID id, Terms terms) {
        if (table.find(id).isPresent()) {
            return false;
        }
        try {
            quotas.hold(id, terms.tenant());
            return true;
        } catch (ProblemException refused) {
            // The last place may have gone to the very same transfer, after it was looked for.
            if (table.find(id).isPresent()) {
                return false;
            }
            throw refused;
        }
    }

    /** Of requests for the same transfers at the same time, the first counts. */
    private List<Accepted> submitOnce(Map<UUID, TransferRequest> requests, Terms terms, Instant now) {
        UUID one = requests.keySet().iterator().next();
        Lock lock = keyLocks[Math.floorMod(one.hashCode(), keyLocks.length)];
        lock.lock();
        try {
            Map<UUID, Accepted> all = new LinkedHashMap<>();
            List<Requested> fresh = new ArrayList<>();
            requests.forEach((id, request) -> {
                Optional<Transfer> first = table.find(id);
                // Those that are fresh keep their place in the order.
                all.put(
                        id,
                        first.map(known -> new Accepted(same(known, request, terms), true))
                                .orElse(null));
                if (first.isEmpty()) {
                    fresh.add(event(id, request, terms, now));
                }
            });
            publish(fresh).forEach(transfer -> all.put(transfer.id(), new Accepted(transfer, false)));
            return List.copyOf(all.values());
        } finally {
            lock.unlock();
        }
    }

    private void judge(Collection<Draft> variants) {
        int number = 0;
        for (Draft variant : variants) {
            number++;
            try {
                judge(variant);
            } catch (ProblemException e) {
                throw e.with("variant", number);
            }
        }
    }

    private void judge(Draft draft) {
        Duration asked = draft.retention();
        if (asked != null && asked.compareTo(retention.maximum()) > 0) {
            throw ProblemType.INVALID_REQUEST
                    .problem("retention may be at most " + retention.maximum() + " here.")
                    .with("part", "retention");
        }
        ObjectNode options = draft.judged();
        if (options != null) {
            optionsSchema.check(options, draft.styles().size());
        }
        if (draft.webhook() != null) {
            acceptableWebhook.check(draft.webhook());
        }
        draft.sources().forEach(source -> {
            if (source instanceof Addressed addressed) {
                acceptableAddress.check(addressed.part(), addressed.address());
            }
        });
    }

    /**
     * What the draft asks for.
     *
     * @param find stores what was uploaded and looks up what was named, all at the same time
     */
    private static TransferRequest request(Draft draft, Terms terms, Function<Source, CompletableFuture<Found>> find) {
        List<Source> sources = draft.sources();
        List<CompletableFuture<Found>> images = sources.stream().map(find).toList();
        // All are awaited, also after a failure: the files must outlive their reading.
        CompletableFuture.allOf(images.toArray(CompletableFuture[]::new))
                .handle((all, failure) -> null)
                .join();
        List<Found> found = images.stream().map(StorageClient::result).toList();
        Map<Source, String> ids = new HashMap<>();
        for (int i = 0; i < sources.size(); i++) {
            ids.put(sources.get(i), found.get(i).id());
        }
        TransferRequest request = new TransferRequest(
                found.get(0).id(),
                found.subList(1, 1 + draft.styles().size()).stream()
                        .map(Found::id)
                        .toList(),
                draft.options(ids::get),
                draft.webhook(),
                null,
                terms.tenant(),
                draft.labels(),
                null,
                draft.retention(),
                terms.group(),
                found.get(0).pixels(),
                terms.continues());
        return request.marked(Fingerprint.compute(request));
    }

    /**
     * An image of the request.
     *
     * @param id or address
     * @param pixels null where the store was not asked
     */
    private record Found(String id, Long pixels) {

        static Found of(StoredImage image) {
            return new Found(image.id(), (long) image.width() * image.height());
        }
    }

    private CompletableFuture<Found> found(Terms terms, Source source) {
        StorageClient store = storage.traced(terms.trace());
        if (source instanceof Uploaded uploaded) {
            return store.store(terms.tenant(), uploaded.file()).handle((image, failure) -> {
                if (failure == null) {
                    return Found.of(image);
                }
                throw failure.getCause() instanceof ProblemException problem
                        ? problem.with("part", uploaded.part())
                        : new CompletionException(failure);
            });
        }
        if (source instanceof Addressed addressed) {
            return CompletableFuture.completedFuture(new Found(addressed.address(), null));
        }
        Known known = (Known) source;
        return knownImages.find(store, terms.tenant(), known.id()).thenApply(image -> image.map(Found::of)
                .orElseThrow(() -> ProblemType.IMAGE_UNKNOWN
                        .problem("No image with id " + known.id() + " is stored. Upload it first.")
                        .with("part", known.part())));
    }

    /** The id of an image, or the address it is to be fetched from, without the store. */
    private static CompletableFuture<Found> sha256(Source source) {
        if (source instanceof Known known) {
            return CompletableFuture.completedFuture(new Found(known.id(), null));
        }
        if (source instanceof Addressed addressed) {
            return CompletableFuture.completedFuture(new Found(addressed.address(), null));
        }
        try {
            return CompletableFuture.completedFuture(new Found(Sha256.of(((Uploaded) source).file()), null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Requested event(UUID id, TransferRequest asked, Terms terms, Instant now) {
        Instant deadline = terms.cancelAfter() == null ? null : now.plus(terms.cancelAfter());
        TransferRequest request = retention.applyTo(asked.until(deadline));
        Head head = new Head(UUID.randomUUID().toString(), id, now, Position.NOWHERE, terms.trace());
        return new Requested(head, request, 0);
    }

    private List<Transfer> publish(List<Requested> events) {
        if (events.isEmpty()) {
            return List.of();
        }
        Iterator<Position> places = publishEvent
                .publish(
                        events,
                        "The queue did not take the request. Try again in a moment, with the same Idempotency-Key.")
                .iterator();
        return events.stream()
                .map(event -> table.apply(event.at(places.next())))
                .toList();
    }

    private static Transfer same(Transfer first, TransferRequest request, Terms terms) {
        if (first.gone()) {
            throw FindTransfer.gone(first);
        }
        boolean another = !first.tenant().equals(terms.tenant());
        if (another) {
            throw ProblemType.TRANSFER_ID_TAKEN.problem("This id is taken. Choose another UUID.");
        }
        if (!Fingerprint.of(first.request()).equals(request.fingerprint())) {
            throw reused(first.id());
        }
        return first;
    }

    static ProblemException reused(UUID first) {
        return ProblemType.IDEMPOTENCY_KEY_REUSED
                .problem("A request with this id or Idempotency-Key asked for something else. Use a new one.")
                .with("transfer", first.toString());
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
