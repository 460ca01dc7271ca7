package io.impasto.gateway.access;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Who may call this gateway. */
@ConfigMapping(prefix = "impasto.access")
public interface AccessConfig {

    /**
     * The file of the API keys that are let in, as {@code impasto keys} writes it. No default: without it every call is
     * let in, as the tenant {@code default}, and the gateway listens on loopback only.
     */
    Optional<Path> keysFile();

    /** How often the file is looked at for changes; default 1 second. */
    @WithDefault("1S")
    Duration keysRefresh();

    /** Whether to listen beyond loopback although every call is let in; default false. */
    @WithDefault("false")
    boolean open();
}
