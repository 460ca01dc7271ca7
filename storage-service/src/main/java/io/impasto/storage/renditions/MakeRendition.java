package io.impasto.storage.renditions;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Singleton;

import io.impasto.storage.images.ImageCheck;
import io.impasto.storage.images.format.ImageHeader;
import io.impasto.storage.problems.ProblemException;
import io.impasto.storage.problems.ProblemType;
import io.impasto.storage.spool.Spool;
import io.impasto.storage.spool.Spools;
import io.impasto.storage.store.Bucket;
import io.impasto.storage.store.NewObject;
import io.impasto.storage.store.StoredObject;

/** Makes a rendition the first time that it is asked for, and finds it again afterwards. No more is made at once than memory allows. */
@Singleton
public class MakeRendition {

    /** Below the transfer's folder, so that it goes when the transfer goes. */
    public static final String FOLDER = "renditions/";

    private static final String SHA256 = "impasto-sha256";
    private static final String VERSION = "2";

    private final Bucket bucket;
    private final Spools spools;
    private final ImageCheck images;
    private final Semaphore pixels;
    private final int most;
    private final Duration patience;

    MakeRendition(Bucket bucket, Spools spools, ImageCheck images, RenditionsConfig config) {
        this.bucket = bucket;
        this.spools = spools;
        this.images = images;
        this.most = config.pixels();
        this.pixels = new Semaphore(most, true);
        this.patience = config.patience();
    }

    /**
     * A picture to make renditions of.
     *
     * @param folder of the transfer, with its slash
     * @param sha256 of its bytes
     * @param width in pixels
     * @param height in pixels
     */
    public record Source(StoredObject object, String folder, String sha256, int width, int height) {}

    /** @param sha256 of its bytes */
    public record Made(StoredObject object, String sha256) {}

    /**
     * @param original the photograph, which is there if the rendition {@linkplain Rendition#blends() blends}
     * @throws ProblemException {@code renditions-busy}, or {@code not-found} if the picture is removed meanwhile
     */
    public Made of(Source source, Rendition rendition, Optional<StoredObject> original) throws IOException {
        if (rendition.changesNothing(source.width())) {
            return new Made(source.object(), source.sha256());
        }
        String name = sha256(String.join(
                        " ",
                        VERSION,
                        source.sha256(),
                        rendition.canonical(source.width()),
                        original.map(StoredObject::key).orElse("-"))
                .getBytes(StandardCharsets.UTF_8));
        String key = source.folder() + FOLDER + name + "." + rendition.format().text();
        Optional<StoredObject> before = bucket.find(key);
        if (before.isPresent()) {
            return new Made(before.get(), before.get().required(SHA256));
        }
        int width = rendition.width(source.width());
        int height = Math.max(1, (int) Math.round((double) source.height() * width / source.width()));
        Path file = spools.file();
        try (Fetched photograph = original.isPresent() ? fetch(original.get()) : null) {
            ImageHeader header = photograph == null ? null : photograph.header();
            Pixels.Depth depth = rendition.format().depth();
            int taken = take(need(source, header, width, height, depth));
            try {
                Pixels picture = Resampling.resize(read(source.object(), source.width()), width, height, depth);
                Pixels other = null;
                if (photograph != null) {
                    Pixels stored = PictureFile.read(photograph.file(), header, width);
                    // Under a painting's own transparency its colours are wanted as they are.
                    Pixels seen = picture.transparent() ? stored : stored.overWhite();
                    other = Resampling.resize(seen, width, height, depth);
                }
                Mixing.apply(picture, other, rendition.blend(), rendition.adjustment());
                PictureFile.write(picture, rendition.format(), rendition.quality(), file);
            } finally {
                pixels.release(taken);
            }
            return keep(source, key, rendition.format().mediaType(), file);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private Made keep(Source source, String key, String mediaType, Path file) throws IOException {
        String sha256 = sha256(Files.readAllBytes(file));
        bucket.put(new NewObject(key, mediaType, Map.of(SHA256, sha256)), file);
        if (bucket.find(source.object().key()).isEmpty()) {
            // The transfer was removed meanwhile; nobody would remove this.
            bucket.remove(key);
            throw gone();
        }
        return new Made(bucket.find(key).orElseThrow(MakeRendition::gone), sha256);
    }

    private Pixels read(StoredObject object, int width) throws IOException {
        try (Fetched picture = fetch(object)) {
            return PictureFile.read(picture.file(), picture.header(), width);
        }
    }

    private Fetched fetch(StoredObject object) throws IOException {
        try (InputStream body = bucket.read(object.key(), 0, object.bytes()).orElseThrow(MakeRendition::gone)) {
            Spool spool = spools.open(body, object.bytes(), object.bytes());
            try {
                return new Fetched(spool, images.check(spool), spool.whole());
            } catch (IOException | RuntimeException e) {
                spool.close();
                throw e;
            }
        }
    }

    /** A picture that lies in a file until it is closed. */
    private record Fetched(Spool spool, ImageHeader header, Path file) implements AutoCloseable {

        @Override
        public void close() throws IOException {
            spool.close();
        }
    }

    /**
     * What is in memory at the worst moment, in pixels of 8 bits: a picture twice while it is read or written, or two pictures
     * beside what was made of the first.
     */
    private static long need(Source source, ImageHeader photograph, int width, int height, Pixels.Depth depth) {
        long own = (long) source.width() * source.height();
        long made = (long) width * height * depth.bytes();
        if (photograph == null) {
            return Math.max(2 * own, Math.max(own + made, 2 * made));
        }
        int thinning = PictureFile.thinning(photograph, width);
        long read = ((long) photograph.width() / thinning + 1) * (photograph.height() / thinning + 1);
        return Math.max(2 * own, made + Math.max(2 * read, Math.max(read + made, 2 * made)));
    }

    private int take(long need) {
        int permits = (int) Math.min(most, need);
        try {
            if (pixels.tryAcquire(permits, patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return permits;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new ProblemException(
                ProblemType.RENDITIONS_BUSY,
                "So many renditions are being made that this one has to wait. Ask again soon.");
    }

    private static ProblemException gone() {
        return new ProblemException(ProblemType.NOT_FOUND, "The picture was removed meanwhile.");
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
