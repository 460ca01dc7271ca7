package io.impasto.storage.images;

import java.time.Duration;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What is taken as a picture, and for how long it stays; environment names are {@code IMPASTO_IMAGES_MAX_BYTES} and so on. */
@ConfigMapping(prefix = "impasto.images")
public interface ImagesConfig {

    /** Longest file, such as {@code 32M}. Default: 32 MiB. */
    @WithDefault("32M")
    MemorySize maxBytes();

    /** Most pixels, width times height. Default: 40 million. */
    @WithDefault("40000000")
    long maxPixels();

    /** How long a picture stays, since it was last sent, that no transfer of its tenant uses. Default: 24 hours. */
    @WithDefault("24h")
    Duration kept();

    /**
     * After how much longer it is removed, unless a transfer has come to use it: time for requests that were on their way. Longer than
     * {@code IMPASTO_STORAGE_REMEMBERED} of the gateway. Default: 24 hours.
     */
    @WithDefault("24h")
    Duration grace();

    /** How often pictures are looked for that nobody uses. Default: 1 hour. */
    @WithDefault("1h")
    Duration sweepInterval();
}
