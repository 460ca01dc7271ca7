package io.impasto.gateway.access;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.runtime.configuration.ConfigurationException;
import org.jboss.logging.Logger;

/**
 * The keys of the file as it is now: it is read again when it changes, so that keys come and go without a restart. A file
 * that cannot be read at the start is an error; later the keys of before stay.
 */
@ApplicationScoped
public class ApiKeys {

    private static final Logger LOG = Logger.getLogger(ApiKeys.class);
    private static final long MOST_BYTES = 4 << 20;

    private final Path file;
    private final long refreshNanos;
    private volatile KeyRing ring;
    private volatile long lookedAt;
    private Version version;

    /** What tells one content of a file from another without reading it. */
    private record Version(FileTime modified, long size, Object file) {}

    ApiKeys(AccessConfig config) {
        file = config.keysFile().orElse(null);
        refreshNanos = config.keysRefresh().toNanos();
        lookedAt = System.nanoTime();
        if (file == null) {
            return;
        }
        try {
            version = version();
            ring = read();
        } catch (IOException | KeyRing.Unreadable e) {
            throw new ConfigurationException("The API keys of IMPASTO_ACCESS_KEYS_FILE cannot be read: " + reason(e));
        }
    }

    /** Whether keys are asked for at all. */
    boolean required() {
        return file != null;
    }

    /** The tenant whose key the text is. */
    Optional<String> tenant(String text) {
        refresh();
        return ApiKey.isOne(text) ? ring.tenant(new ApiKey(text)) : Optional.empty();
    }

    private void refresh() {
        if (System.nanoTime() - lookedAt >= refreshNanos) {
            readAgain();
        }
    }

    private synchronized void readAgain() {
        if (System.nanoTime() - lookedAt < refreshNanos) {
            return;
        }
        Version now = null;
        try {
            now = version();
            if (now.equals(version)) {
                return;
            }
            ring = read();
            LOG.infof("Read the API keys again: %d", ring.entries().size());
        } catch (IOException | KeyRing.Unreadable e) {
            // once for each state of the file
            if (now != null || version != null) {
                LOG.warnf("The API keys stay as they were, because the file is broken: %s", reason(e));
            }
        } finally {
            version = now;
            lookedAt = System.nanoTime();
        }
    }

    private Version version() throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new Version(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
    }

    private KeyRing read() throws IOException, KeyRing.Unreadable {
        if (Files.size(file) > MOST_BYTES) {
            throw new KeyRing.Unreadable("it is larger than " + MOST_BYTES + " bytes");
        }
        return KeyRing.parse(Files.readAllLines(file));
    }

    private String reason(Exception e) {
        if (e instanceof NoSuchFileException) {
            return file + " does not exist";
        }
        return file + ": " + (e instanceof CharacterCodingException ? "it is no text in UTF-8" : e.getMessage());
    }
}
