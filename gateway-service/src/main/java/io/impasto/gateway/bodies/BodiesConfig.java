package io.impasto.gateway.bodies;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How large bodies may be, and where they lie until they are dealt with. */
@ConfigMapping(prefix = "impasto.bodies")
public interface BodiesConfig {

    /** A form with all its images, in bytes; default 96 MiB. */
    @WithDefault("100663296")
    long maxFormBytes();

    /** One image sent as it is, in bytes; default 32 MiB, as storage-service takes. */
    @WithDefault("33554432")
    long maxImageBytes();

    /** JSON, in bytes, which lies in memory until it is read; default 256 KiB. */
    @WithDefault("262144")
    long maxJsonBytes();

    /** Bodies under way at the same time; default 128. */
    @WithDefault("128")
    int maxConcurrent();

    /** Where other bodies than JSON lie until their request ends; default {@code impasto-bodies-} and the user in the system's temporary folder. */
    @WithDefault("${java.io.tmpdir}/impasto-bodies-${user.name}")
    String directory();
}
