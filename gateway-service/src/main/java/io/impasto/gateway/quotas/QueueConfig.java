package io.impasto.gateway.quotas;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How long the queue may grow. */
@ConfigMapping(prefix = "impasto.queue")
public interface QueueConfig {

    /** Most transfers of all tenants together that wait for a worker; default 10000. */
    @WithDefault("10000")
    long bound();
}
