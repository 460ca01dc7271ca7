package io.impasto.storage.store;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where the bucket is; environment names are {@code IMPASTO_S3_ENDPOINT} and so on. */
@ConfigMapping(prefix = "impasto.s3")
public interface StoreConfig {

    /** The address of the store. Default: {@code http://127.0.0.1:9000}. */
    @WithDefault("http://127.0.0.1:9000")
    URI endpoint();

    /** The address that clients' presigned links name, where they reach the store by another one; workers use the endpoint. Default: the endpoint. */
    Optional<URI> publicEndpoint();

    /** The access key. No default. */
    String accessKey();

    /** The secret key. No default. */
    String secretKey();

    /** The region to sign for. Default: {@code us-east-1}. */
    @WithDefault("us-east-1")
    String region();

    /** The bucket; created when missing. Default: {@code impasto}. */
    @WithDefault("impasto")
    String bucket();

    /** How long a presigned link is good for, at most seven days. Default: 15 minutes. */
    @WithDefault("15m")
    Duration linkLifetime();

    /** How long to wait for a connection. Default: 1 second. */
    @WithDefault("1s")
    Duration connectTimeout();

    /** How long the store may be silent while it answers or takes bytes. Default: 10 seconds. */
    @WithDefault("10s")
    Duration silenceTimeout();
}
