package io.impasto.storage.imports;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** From where pictures are fetched; environment names are {@code IMPASTO_IMPORTS_BUCKETS} and so on. */
@ConfigMapping(prefix = "impasto.imports")
public interface ImportsConfig {

    /**
     * Subnets (CIDR, comma-separated) that may be fetched from although they are not public, and by plain http; default none.
     */
    Optional<List<String>> allowedSubnets();

    /**
     * Certificate authorities, besides those of the JVM, that hosts are believed for: a file of certificates in PEM, read when the
     * service starts; default none.
     */
    Optional<Path> authoritiesFile();

    /** Buckets of the store, other than this installation's own, that {@code s3://} may name; default none. */
    Optional<List<String>> buckets();

    /** How long a host may take to accept a connection. Default: 5 seconds. */
    @WithDefault("5s")
    Duration connectTimeout();

    /** How long a picture may take, from connecting to its last byte, without the look-up of its host. Default: 30 seconds. */
    @WithDefault("30s")
    Duration timeout();
}
