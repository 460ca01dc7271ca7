package io.impasto.worker.painting;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.impasto.engine.transfer.Checkpoint;
import io.impasto.engine.transfer.CheckpointRefused;
import io.impasto.engine.transfer.GuidePictures;
import io.impasto.engine.transfer.InvalidOption;
import io.impasto.engine.transfer.Start;
import io.impasto.engine.transfer.StyleTransfer;
import io.impasto.engine.transfer.TransferOptions;
import io.impasto.worker.queue.Lease;
import io.impasto.worker.storage.ImageDescription;
import io.impasto.worker.storage.Storage;
import io.impasto.worker.transfers.Artifact;
import io.impasto.worker.transfers.Json;
import io.impasto.worker.transfers.Problem;
import io.impasto.worker.transfers.Refusal;
import io.impasto.worker.transfers.TransferRequest;

/** Finds out what is to be done about a request. Asks everything of the store at once: someone waits for the answer. */
final class Preparation {

    private static final Logger LOG = LoggerFactory.getLogger(Preparation.class);

    /** More than a record has deliveries, however often a broker forgets them. */
    private static final int MOST_CLAIMS = 100;

    private final Storage storage;
    private final Executor io;
    private final long maxPixels;

    /**
     * @param io runs requests to the store
     * @param maxPixels of a painting
     */
    Preparation(Storage storage, Executor io, long maxPixels) {
        this.storage = storage;
        this.io = io;
        this.maxPixels = maxPixels;
    }

    /**
     * Whether the transfer is this request's, and this attempt this record's: else another paints it. One after the other,
     * so that a stranger's request never takes an attempt. An attempt that another lease of the record has had is over, and
     * the next one is claimed.
     *
     * @throws IllegalStateException if so many were over that something else must be wrong
     */
    boolean claim(Lease lease, TransferRequest request, Patience patience) {
        String transfer = request.transfer();
        Storage store = storage.traced(request.trace());
        if (!patience.call(() -> store.claim(transfer, request.request()))) {
            return false;
        }
        for (int tried = 0; tried < MOST_CLAIMS; tried++) {
            Storage.Claim claim =
                    patience.call(() -> store.claim(transfer, lease.attempt(), lease.place(), lease.id()));
            if (claim != Storage.Claim.OVER) {
                return claim == Storage.Claim.OURS;
            }
            lease.next();
            LOG.info("{}: the attempt before was another lease's", lease);
        }
        throw new IllegalStateException(MOST_CLAIMS + " attempts at " + transfer + " were claimed by other leases");
    }

    /**
     * @param starting called once it is sure that there is something to paint, before anything is fetched for long
     * @throws Refusal if nobody can paint it
     * @throws Turned if the transfer is to go elsewhere meanwhile
     */
    Prepared prepare(Lease lease, TransferRequest request, Studio studio, Patience patience, Runnable starting) {
        String transfer = request.transfer();
        Storage store = storage.traced(request.trace());
        CompletableFuture<Boolean> claim = ask(() -> claim(lease, request, patience));
        CompletableFuture<Optional<byte[]>> manifest =
                ask(() -> patience.call(() -> store.artifact(transfer, StoredManifest.NAME)));
        CompletableFuture<Optional<byte[]>> checkpoint =
                ask(() -> patience.call(() -> store.artifact(transfer, Watch.CHECKPOINT)));
        List<CompletableFuture<ImageDescription>> early =
                request.fetched() ? describing(store, request, patience) : List.of();

        if (!patience.await(claim)) {
            return new Prepared.Duplicate();
        }
        Optional<byte[]> stored = patience.await(manifest);
        if (stored.isPresent()) {
            return done(store, transfer, stored.get(), patience);
        }
        starting.run();
        TransferRequest named = request.fetched()
                ? request
                : patience.await(ask(() -> Inputs.fetched(store, lease, request, patience)));
        List<CompletableFuture<ImageDescription>> images =
                request.fetched() ? early : describing(store, named, patience);
        // In order of the ids, so that the first missing image is the one that is named, and the first is the content.
        ImageDescription content = images.stream().map(patience::await).toList().get(0);
        StyleTransfer session = studio.session(request.options().network());
        TransferOptions options = resolved(named, session, content);
        Size size = Size.of(content.width(), content.height(), options.size());
        if (size.pixels() > maxPixels) {
            throw Refusal.of(new InvalidOption(
                    "size",
                    "size " + options.size() + " makes a painting of " + size.width() + " x " + size.height()
                            + ", more than the " + maxPixels + " pixels that this worker has the memory for"));
        }
        return new Prepared.Job(
                lease,
                named,
                request.fetched() ? Optional.empty() : Optional.of(content),
                session,
                options,
                size,
                patience.await(checkpoint).flatMap(Preparation::read));
    }

    /** What an earlier attempt stored, to be announced again. */
    static Prepared.Done done(Storage store, String transfer, byte[] manifest, Patience patience) {
        Artifact self = patience.call(() -> store.artifacts(transfer)).stream()
                .filter(artifact -> artifact.name().equals(StoredManifest.NAME))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException("the manifest of " + transfer + " is there, but not listed"));
        LOG.info("{}: an earlier attempt has stored everything", transfer);
        return new Prepared.Done(Json.read(manifest, StoredManifest.class).completed(self));
    }

    /** A checkpoint that can't be read is as good as none. */
    static Optional<Checkpoint> read(byte[] bytes) {
        try {
            return Optional.of(Checkpoint.read(bytes));
        } catch (CheckpointRefused e) {
            LOG.warn("a stored checkpoint is left aside: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private List<CompletableFuture<ImageDescription>> describing(
            Storage store, TransferRequest request, Patience patience) {
        return images(request).stream()
                .map(image -> ask(() -> described(store, image, patience)))
                .toList();
    }

    private static Set<String> images(TransferRequest request) {
        Set<String> images = new LinkedHashSet<>();
        images.add(request.content());
        images.addAll(request.styles());
        images.addAll(request.options().images());
        return images;
    }

    private static ImageDescription described(Storage store, String image, Patience patience) {
        return patience.call(() -> store.describe(image)).orElseThrow(() -> new Refusal(Problem.imageUnknown(image)));
    }

    private static TransferOptions resolved(TransferRequest request, StyleTransfer session, ImageDescription content) {
        try {
            TransferOptions options = request.options().resolve(session.network(), content.width(), content.height());
            if (options.start() == Start.IMAGE && options.startImage() == null) {
                throw new InvalidOption("startImage", "startImage must name an image when start is image");
            }
            if (options.styleWeights() != null
                    && options.styleWeights().size() != request.styles().size()) {
                throw new InvalidOption(
                        "styleWeights",
                        "styleWeights must hold one weight for each of the "
                                + request.styles().size() + " styles, not "
                                + options.styleWeights().size());
            }
            requireMasks("contentMasks", options.contentMasks(), request.styles());
            requireMasks("styleMasks", options.styleMasks(), request.styles());
            return options;
        } catch (InvalidOption e) {
            throw Refusal.of(e);
        }
    }

    private static void requireMasks(String option, List<String> masks, List<String> styles) {
        if (masks != null) {
            GuidePictures.requireNoMore(option, masks, styles);
        }
    }

    private <T> CompletableFuture<T> ask(Supplier<T> question) {
        return CompletableFuture.supplyAsync(question, io);
    }
}
