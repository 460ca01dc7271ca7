package io.impasto.gateway.access;

import java.net.InetAddress;
import java.net.UnknownHostException;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Keeps a gateway that lets everyone in to loopback, unless someone decided otherwise in so many words. */
@ApplicationScoped
public class Exposure {

    private static final Logger LOG = Logger.getLogger(Exposure.class);

    private final String host;
    private final boolean open;
    private final ApiKeys keys;
    private final AccessTokens tokens;

    Exposure(
            @ConfigProperty(name = "quarkus.http.host") String host,
            AccessConfig config,
            ApiKeys keys,
            AccessTokens tokens) {
        this.host = host;
        this.open = config.open();
        this.keys = keys;
        this.tokens = tokens;
    }

    /** Before anything else starts, and so before the port is open. */
    void judge(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent start) {
        boolean loopback = isLoopback(host);
        if (keys.required() || tokens.accepted()) {
            if (open) {
                LOG.warn("IMPASTO_ACCESS_OPEN has no effect: calls must show an API key or a token.");
            }
        } else if (loopback) {
            LOG.info(
                    "Neither API keys nor an issuer of tokens are configured: everyone on this machine is let in, and nobody else.");
        } else if (open) {
            LOG.warnf(
                    "Neither API keys nor an issuer of tokens are configured, and IMPASTO_ACCESS_OPEN is set: whoever reaches %s is let in.",
                    host);
        } else {
            throw new ConfigurationException(
                    "Refusing to listen on " + host
                            + " without API keys: set IMPASTO_ACCESS_KEYS_FILE or IMPASTO_ACCESS_OIDC_ISSUER, or IMPASTO_ACCESS_OPEN=true to let everyone in.");
        }
    }

    /** Whether only this machine can reach the host; a name that does not resolve counts as reachable. */
    static boolean isLoopback(String host) {
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (!address.isLoopbackAddress()) {
                    return false;
                }
            }
            return true;
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
