package io.impasto.engine.network.fetching;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.BiConsumer;

import io.impasto.engine.network.FeatureNetwork;
import io.impasto.engine.network.Models;
import io.impasto.engine.network.NetworkException;
import io.impasto.engine.network.importing.NetworkImport;

/**
 * Fetches published weights into the folder of networks: downloaded to {@code .download} in it, resumed where an earlier
 * attempt ended, compared with the published checksum, imported, and the download deleted. One process at a time.
 */
public final class NetworkFetch {
    private final Models models;
    private final Patience patience;
    private final BiConsumer<Long, Long> progress;

    /** @param progress is told bytes so far and bytes in all, -1 where the server does not say */
    public NetworkFetch(Models models, Patience patience, BiConsumer<Long, Long> progress) {
        this.models = models;
        this.patience = patience;
        this.progress = progress;
    }

    /**
     * Fetches and imports.
     *
     * @param replace whether a network of that name may be there already
     * @throws UnreachableException if the address does not deliver; what came so far is kept for the next time
     * @throws NetworkException if it delivers another file, if there is a network of that name, or if another process is
     *     fetching it just now
     * @throws IOException if the folder can't be written
     */
    public FeatureNetwork fetch(Published published, boolean replace) throws IOException, InterruptedException {
        if (models.has(published.name()) && !replace) {
            throw new NetworkException("there is a network '" + published.name() + "' in " + models.folder()
                    + " already; --force fetches it again");
        }
        Path folder = models.folder().resolve(".download");
        Files.createDirectories(folder);
        try (FileChannel channel = FileChannel.open(
                        folder.resolve(published.name() + ".lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
                FileLock lock = lock(channel)) {
            if (lock == null) {
                throw new NetworkException("another process is fetching " + published.name() + " just now");
            }
            return fetch(published, replace, new Part(folder, published.name()));
        }
    }

    private FeatureNetwork fetch(Published published, boolean replace, Part part)
            throws IOException, InterruptedException {
        // Complete already where an earlier attempt ended between download and import.
        if (part.length() == 0 || !md5(part.file()).equals(published.md5())) {
            new Download(published.address(), part, published.maxBytes(), patience, progress).run();
        }
        String md5 = md5(part.file());
        if (!md5.equals(published.md5())) {
            part.discard();
            throw new NetworkException(published.address() + ": delivers another file: its MD5 is " + md5 + ", not "
                    + published.md5() + "; nothing was changed");
        }
        String source = published.address().toString();
        FeatureNetwork network =
                new NetworkImport(published.name(), null, null, source, null, replace).into(models, part.file());
        part.discard();
        return network;
    }

    private static FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException held) {
            return null;
        }
    }

    /** Keras publishes MD5 for its files; it guards against damage, not against an adversary, which https does. */
    private static String md5(Path file) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has MD5", impossible);
        }
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
