package io.impasto.gateway.quotas;

import java.util.Map;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

/** Quotas as a configuration sets them. */
public final class Limited {

    private Limited() {}

    /** @param settings by name, without {@code impasto.} */
    public static Quotas by(Map<String, Integer> settings) {
        SmallRyeConfigBuilder builder =
                new SmallRyeConfigBuilder().withMapping(QuotasConfig.class).withMapping(QueueConfig.class);
        // Quarkus' shorter form of durations is known to Quarkus only.
        builder.withDefaultValue("impasto.quotas.retry-after", "PT10S");
        settings.forEach((name, value) -> builder.withDefaultValue("impasto." + name, value.toString()));
        SmallRyeConfig config = builder.build();
        return new Quotas(config.getConfigMapping(QuotasConfig.class), config.getConfigMapping(QueueConfig.class));
    }
}
