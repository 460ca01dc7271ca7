package io.impasto.worker.painting;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

import io.impasto.engine.image.ImageCodec;
import io.impasto.engine.image.ImageException;
import io.impasto.engine.image.Layer;
import io.impasto.engine.image.Opacity;
import io.impasto.engine.image.Picture;
import io.impasto.engine.transfer.GuidePictures;
import io.impasto.engine.transfer.Start;
import io.impasto.engine.transfer.TransferOptions;
import io.impasto.worker.storage.Storage;
import io.impasto.worker.storage.StorageRefused;
import io.impasto.worker.transfers.Problem;
import io.impasto.worker.transfers.Refusal;

/** The pictures of a job, fetched side by side and decoded one after the other at the size that is painted. */
final class Images {

    /**
     * What the engine is given.
     *
     * @param opacity of the content, which is that of its painting; empty if it has no transparent parts
     */
    record Pictures(
            Picture content,
            Optional<Opacity> opacity,
            List<Picture> styles,
            GuidePictures guides,
            Optional<Picture> start) {}

    private final Storage storage;
    private final Executor io;
    private final ImageCodec codec;

    Images(Storage storage, Executor io, long maxPixels) {
        this.storage = storage;
        this.io = io;
        this.codec = new ImageCodec(maxPixels);
    }

    /** @throws Refusal if an image is not there or can't be used */
    Pictures load(Prepared.Job job, Patience patience) {
        int longSide = job.options().size();
        Storage store = storage.traced(job.request().trace());
        CompletableFuture<byte[]> content = fetch(store, job.request().content(), patience);
        List<CompletableFuture<byte[]>> styles = job.request().styles().stream()
                .map(style -> fetch(store, style, patience))
                .toList();
        Optional<CompletableFuture<byte[]>> start = job.options().start() == Start.IMAGE
                ? Optional.of(fetch(store, job.options().startImage(), patience))
                : Optional.empty();
        Map<String, CompletableFuture<byte[]>> guides = new HashMap<>();
        guides(job.options()).forEach(image -> guides.computeIfAbsent(image, id -> fetch(store, id, patience)));
        Function<String, Picture> decoded =
                image -> decoded(guides.get(image), file -> codec.guide(file, longSide), patience);
        Layer photograph = decode(content, longSide, patience);
        List<Layer> manners = styles.stream()
                .map(style -> decode(style, job.options().styleSide(longSide), patience))
                .toList();
        return new Pictures(
                photograph.picture(),
                photograph.opacity(),
                manners.stream().map(Layer::picture).toList(),
                GuidePictures.of(job.options(), decoded)
                        .seeing(manners.stream().map(Layer::opacity).toList()),
                start.map(image -> decode(image, longSide, patience).picture()));
    }

    private static List<String> guides(TransferOptions options) {
        return options.toBuilder().startImage(null).build().images();
    }

    private CompletableFuture<byte[]> fetch(Storage store, String image, Patience patience) {
        return CompletableFuture.supplyAsync(
                () -> patience.call(() -> store.image(image))
                        .orElseThrow(() -> new Refusal(Problem.imageUnknown(image))),
                io);
    }

    private Layer decode(CompletableFuture<byte[]> file, int longSide, Patience patience) {
        return decoded(file, bytes -> codec.layer(bytes, longSide), patience);
    }

    private static <T> T decoded(CompletableFuture<byte[]> file, Function<byte[], T> decoding, Patience patience) {
        try {
            return decoding.apply(patience.await(file));
        } catch (ImageException e) {
            throw new Refusal(Problem.image(e.reason().code(), e.getMessage()));
        } catch (StorageRefused e) {
            throw new Refusal(Problem.image(e.type(), e.getMessage()));
        }
    }
}
