package io.impasto.gateway.access;

import java.util.Optional;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * The credential of a browser, which shows it by itself where a page cannot send a header: with pictures, downloads and event streams. It
 * is the credential itself, so that nothing is kept here, all gateways agree, and what is revoked is out at once; no script can read it
 * (RFC 6265bis: {@code HttpOnly}, {@code SameSite=Strict}).
 */
final class SessionCookie {

    static final String NAME = "impasto-session";

    private static final String PATH = "/v1";

    private SessionCookie() {}

    /**
     * The credential that came by cookie. What changes something counts only if the page of this gateway asked for it: where a browser says
     * from which site a request comes, it must be this one.
     */
    static Optional<String> credential(HttpServerRequest request) {
        Cookie cookie = request.getCookie(NAME);
        return cookie == null || cookie.getValue().isEmpty() || crossSite(request)
                ? Optional.empty()
                : Optional.of(cookie.getValue());
    }

    private static boolean crossSite(HttpServerRequest request) {
        if (request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD) {
            return false;
        }
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return !site.equals("same-origin");
        }
        String origin = request.getHeader("Origin");
        return origin != null && !origin.replaceFirst("^https?://", "").equalsIgnoreCase(request.getHeader("Host"));
    }

    /** Has the browser keep the credential until it is closed. */
    static void set(RoutingContext context, String credential) {
        add(context, Cookie.cookie(NAME, credential));
    }

    /** Has the browser forget it. */
    static void clear(RoutingContext context) {
        add(context, Cookie.cookie(NAME, "").setMaxAge(0));
    }

    private static void add(RoutingContext context, Cookie cookie) {
        context.response()
                .addCookie(cookie.setPath(PATH)
                        .setHttpOnly(true)
                        .setSameSite(CookieSameSite.STRICT)
                        .setSecure("https".equals(context.request().scheme())));
    }
}
