package io.impasto.gateway.queue;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the backlog is watched. */
@ConfigMapping(prefix = "impasto.queue.backlog")
public interface BacklogConfig {

    /** How often the broker is asked; default 5 seconds. */
    @WithDefault("5S")
    Duration refresh();
}
