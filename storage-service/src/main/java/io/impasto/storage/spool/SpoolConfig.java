package io.impasto.storage.spool;

import java.nio.file.Path;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where bodies wait while they are checked. */
@ConfigMapping(prefix = "impasto.spool")
public interface SpoolConfig {

    /** The folder of the temporary files. Default: {@code impasto-spool-} and the user in the system's temporary folder. */
    @WithDefault("${java.io.tmpdir}/impasto-spool-${user.name}")
    Path folder();
}
