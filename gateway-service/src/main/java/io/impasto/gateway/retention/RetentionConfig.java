package io.impasto.gateway.retention;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How long transfers are kept after their end. */
@ConfigMapping(prefix = "impasto.retention")
public interface RetentionConfig {

    /** For requests that do not say; default 30 days. */
    @WithDefault("30D")
    Duration standard();

    /** The most that a request may ask for; default 365 days. */
    @WithDefault("365D")
    Duration maximum();

    /** For how long it is remembered that there was a transfer, so that its id answers 410; default 30 days. */
    @WithDefault("30D")
    Duration markers();
}
