package io.impasto.gateway.access;

import java.net.URI;
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

    /** The issuer whose tokens are let in. */
    Oidc oidc();

    /** Whether to listen beyond loopback although every call is let in; default false. */
    @WithDefault("false")
    boolean open();

    /** Access tokens of an OpenID provider. */
    interface Oidc {

        /** The issuer, as its tokens name it; its discovery document lies below. No default: without it no tokens are let in. */
        Optional<URI> issuer();

        /** What tokens must name as their audience; no default, and needed with an issuer. */
        Optional<String> audience();

        /** The claim that names the caller's tenant, with dots between members of objects; default {@code tenant}. */
        @WithDefault("tenant")
        String tenantClaim();

        /** How often the issuer's keys are fetched anew; default 10 minutes. */
        @WithDefault("10M")
        Duration refresh();

        /** The least time between two fetches, also when tokens name unknown keys or the issuer failed; default 5 seconds. */
        @WithDefault("5S")
        Duration cooldown();

        /** How long the issuer may take to answer; default 5 seconds. */
        @WithDefault("5S")
        Duration timeout();

        /** By how much the issuer's clock may differ from this one; default 30 seconds. */
        @WithDefault("30S")
        Duration leeway();
    }
}
