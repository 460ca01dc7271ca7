package io.impasto.gateway.web;

import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.HttpCompressionHandler;
import io.vertx.ext.web.Router;

/**
 * What is text travels compressed, to whoever accepts it (RFC 9110, section 12.5.3); pictures are already, and events are not
 * held back for it.
 */
@ApplicationScoped
public class Compression {

    private static final int BEFORE_BODIES = -20;

    // here and not in quarkus.http.compress-media-types, which is built into classes in another order each time
    private static final Set<String> TEXTS = Set.of(
            "text/html",
            "text/css",
            "text/javascript",
            "text/csv",
            "application/javascript",
            "application/json",
            "application/problem+json",
            "application/yaml",
            "image/svg+xml");

    void register(@Observes Router router) {
        router.route().order(BEFORE_BODIES).handler(context -> {
            context.addHeadersEndHandler(headersAreKnown -> HttpCompressionHandler.compressIfNeeded(context, TEXTS));
            context.next();
        });
    }
}
