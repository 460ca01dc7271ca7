package io.impasto.gateway.web;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How large bodies may be. */
@ConfigMapping(prefix = "impasto.bodies")
public interface BodiesConfig {

    /** A form with all its images, in bytes; default 96 MiB. */
    @WithDefault("100663296")
    long maxFormBytes();

    /** One image sent as it is, in bytes; default 32 MiB, as storage-service takes. */
    @WithDefault("33554432")
    long maxImageBytes();

    /** JSON, in bytes; default 256 KiB. */
    @WithDefault("262144")
    int maxJsonBytes();

    /** Where files of a form lie until the request ends; default {@code impasto-uploads} in the system's temporary folder. */
    @WithDefault("${java.io.tmpdir}/impasto-uploads")
    String uploadsDirectory();
}
