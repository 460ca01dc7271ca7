package io.impasto.storage.tracing;

import java.net.URI;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/** Where is told what was done, and how long it took. */
@ConfigMapping(prefix = "impasto.traces")
interface TracesConfig {

    /**
     * The collector that spans are sent to, by OTLP in protobuf over HTTP: an address such as {@code http://collector:4318},
     * below which lies {@code v1/traces}. No default: without it nothing is recorded.
     */
    Optional<URI> endpoint();
}
