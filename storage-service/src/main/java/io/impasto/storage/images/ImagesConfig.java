package io.impasto.storage.images;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What is taken as a picture; environment names are {@code IMPASTO_IMAGES_MAX_BYTES} and so on. */
@ConfigMapping(prefix = "impasto.images")
public interface ImagesConfig {

    /** Longest file, such as {@code 32M}. Default: 32 MiB. */
    @WithDefault("32M")
    MemorySize maxBytes();

    /** Most pixels, width times height. Default: 40 million. */
    @WithDefault("40000000")
    long maxPixels();
}
