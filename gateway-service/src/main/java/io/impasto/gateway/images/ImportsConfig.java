package io.impasto.gateway.images;

import java.util.List;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/** What is said at once about addresses of images; storage-service, which fetches them, has the same key and the last word. */
@ConfigMapping(prefix = "impasto.imports")
public interface ImportsConfig {

    /** Subnets (CIDR, comma-separated) that may be fetched from although they are not public, and by plain http; default none. */
    Optional<List<String>> allowedSubnets();
}
