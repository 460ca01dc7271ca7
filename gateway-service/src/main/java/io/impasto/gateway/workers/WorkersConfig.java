package io.impasto.gateway.workers;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** For how long a worker counts. */
@ConfigMapping(prefix = "impasto.workers")
public interface WorkersConfig {

    /** A worker that has not been heard of for so long is gone; they announce themselves every 30 seconds. Default 2 minutes. */
    @WithDefault("2M")
    Duration forgotten();
}
