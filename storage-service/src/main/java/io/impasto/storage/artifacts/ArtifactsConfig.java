package io.impasto.storage.artifacts;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What is taken as an artifact. */
@ConfigMapping(prefix = "impasto.artifacts")
public interface ArtifactsConfig {

    /** Longest artifact, such as {@code 1G}; checkpoints are the long ones. Default: 1 GiB. */
    @WithDefault("1G")
    MemorySize maxBytes();
}
