package io.impasto.gateway.storage;

import java.net.URI;
import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where storage-service is. */
@ConfigMapping(prefix = "impasto.storage")
public interface StorageConfig {

    /** Its base address; default {@code http://127.0.0.1:8082}. */
    @WithDefault("http://127.0.0.1:8082")
    URI url();

    /** How long it may take to accept a connection; default 1 second. */
    @WithDefault("1S")
    Duration connectTimeout();

    /** How long it may take to begin its answer to a question; default 4 seconds. */
    @WithDefault("4S")
    Duration timeout();

    /** How long it may take to take in an image and answer; default 30 seconds. */
    @WithDefault("30S")
    Duration uploadTimeout();

    /** For how long an image that is stored is taken to be stored without asking again; default 1 minute. */
    @WithDefault("1M")
    Duration remembered();

    /** How long it may take to fetch an image from its address and answer; default 40 seconds. */
    @WithDefault("40S")
    Duration fetchTimeout();
}
