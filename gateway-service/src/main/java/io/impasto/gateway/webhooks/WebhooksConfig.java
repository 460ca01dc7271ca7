package io.impasto.gateway.webhooks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How ends of transfers are reported. */
@ConfigMapping(prefix = "impasto.webhooks")
public interface WebhooksConfig {

    /**
     * Signing secrets, newest first, each {@code whsec_} and 24..64 bytes in Base64, with commas between them. Each delivery is
     * signed with all of them, so that receivers can be given a new one before the old one is taken away. No default: without
     * any, requests with a webhook are refused.
     */
    Optional<List<String>> secrets();

    /** One more secret, after {@link #secrets}; for those who have one only. No default. */
    Optional<String> secret();

    /** Subnets (CIDR, comma-separated) that may be delivered to although they are not public; default none. */
    Optional<List<String>> allowedSubnets();

    /**
     * Certificate authorities, besides those of the JVM, that receivers are believed for: a file of certificates in PEM, read
     * when the service starts; default none.
     */
    Optional<Path> authoritiesFile();

    /** Waits before each further attempt; default the schedule of the Standard Webhooks specification. */
    @WithDefault("5S,5M,30M,2H,5H,10H,14H,20H,24H")
    List<Duration> retryDelays();

    /** By how much each wait is changed at random, so that receivers that failed together are not all tried at once; default 0.1. */
    @WithDefault("0.1")
    double jitter();

    /** How long a receiver may take to accept a connection; default 5 seconds. */
    @WithDefault("5S")
    Duration connectTimeout();

    /** How long a receiver may take to answer; default 15 seconds. */
    @WithDefault("15S")
    Duration timeout();

    /** Deliveries under way at the same time; default 32. */
    @WithDefault("32")
    int concurrency();
}
