package io.impasto.gateway.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.vertx.ext.web.Router;

/**
 * What the page may load and do: its own scripts, styles and pictures, nothing from elsewhere, nothing inline but its import
 * map, which is allowed by the hash of its text.
 */
@ApplicationScoped
public class ContentSecurityPolicy {

    private static final int BEFORE_BODIES = -20;
    private static final Pattern IMPORT_MAP =
            Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);

    void register(@Observes Router router) throws IOException {
        String policy = policy(page());
        router.route().order(BEFORE_BODIES).handler(context -> {
            context.response().putHeader("Content-Security-Policy", policy);
            context.next();
        });
    }

    static String policy(String page) {
        Matcher map = IMPORT_MAP.matcher(page);
        String scripts = map.find() ? "'self' 'sha256-" + sha256(map.group(1)) + "'" : "'self'";
        return "default-src 'none'; script-src " + scripts
                + "; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; font-src 'self'; "
                + "manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    private static String page() throws IOException {
        try (InputStream page =
                Thread.currentThread().getContextClassLoader().getResourceAsStream("META-INF/resources/index.html")) {
            return page == null ? "" : new String(page.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
