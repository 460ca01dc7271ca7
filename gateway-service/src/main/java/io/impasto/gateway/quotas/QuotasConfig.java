package io.impasto.gateway.quotas;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;

/** How much each tenant may have in the works. */
@ConfigMapping(prefix = "impasto.quotas")
public interface QuotasConfig {

    /** Of every tenant that has none of its own. */
    @WithParentName
    Limits standard();

    /** Of single tenants, by name; what is not said there is as for every tenant. */
    Map<String, Limits> tenants();

    /** How long whom a limit refused is told to wait; default 10 seconds. */
    @WithDefault("10S")
    Duration retryAfter();

    /** Limits of one tenant; no default means no limit. */
    interface Limits {

        /** Most transfers that wait for a worker; no limit by default. */
        OptionalLong queued();

        /** Most transfers that workers have: while there are so many, no other is accepted, but what was accepted runs; no limit by default. */
        OptionalLong running();

        /** Most pixels of the content images of all transfers that have not ended; no limit by default. */
        OptionalLong pixels();
    }
}
