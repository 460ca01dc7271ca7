package io.impasto.storage.renditions;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much may be rendered at once; environment names are {@code IMPASTO_RENDITIONS_PIXELS} and so on. */
@ConfigMapping(prefix = "impasto.renditions")
public interface RenditionsConfig {

    /**
     * Most pixels in memory for all renditions together, at three bytes each; one that needs more is made alone. Default: 50 million.
     */
    @WithDefault("50000000")
    int pixels();

    /** How long a rendition waits for others before it is refused. Default: 5 seconds. */
    @WithDefault("5s")
    Duration patience();
}
