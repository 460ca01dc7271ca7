package io.impasto.worker.settings;

import java.net.URI;
import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How storage-service is reached. */
@ConfigMapping(prefix = "impasto.storage")
public interface StorageSettings {

    /** Its address. Default {@code http://localhost:8082}. */
    @WithDefault("http://localhost:8082")
    URI url();

    /** How long one request may take. Default 30 s. */
    @WithDefault("30s")
    Duration timeout();

    /**
     * How long storage-service may take to fetch an image from elsewhere. Default 40 s; must exceed what it allows itself, its
     * {@code IMPASTO_IMPORTS_TIMEOUT} of 30 s: only then is it told what is wrong with the image.
     */
    @WithDefault("40s")
    Duration importTimeout();
}
