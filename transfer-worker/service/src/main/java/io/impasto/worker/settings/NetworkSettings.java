package io.impasto.worker.settings;

import java.nio.file.Path;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Which feature networks there are, and which one paints where a request names none. */
@ConfigMapping(prefix = "impasto")
public interface NetworkSettings {

    /** The network that is open and warm from the start. Default {@code vgg19-slim}, which is built in. */
    @WithDefault("vgg19-slim")
    String network();

    /** Folder of further networks. Default {@code ~/.cache/impasto/models}. */
    Optional<Path> models();
}
