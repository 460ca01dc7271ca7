package io.impasto.storage.images;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How long uploads are waited for; environment names are {@code IMPASTO_UPLOADS_KEPT} and so on. */
@ConfigMapping(prefix = "impasto.uploads")
public interface UploadsConfig {

    /** After how long an upload is removed, completed or not; longer than a link lives. Default: 24 hours. */
    @WithDefault("24h")
    Duration kept();

    /** How often old uploads are looked for. Default: 1 hour. */
    @WithDefault("1h")
    Duration sweepInterval();
}
