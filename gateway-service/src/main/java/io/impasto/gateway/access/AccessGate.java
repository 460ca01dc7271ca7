package io.impasto.gateway.access;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import io.impasto.gateway.problems.BareErrors;
import io.impasto.gateway.problems.ProblemException;
import io.impasto.gateway.problems.ProblemType;

/**
 * Every call of the API passes here before a byte of its body is read: with a credential (RFC 6750) it goes on as a call of
 * the credential's tenant, otherwise it is refused. The page, the contract and the health checks are for everyone.
 */
@ApplicationScoped
public class AccessGate {

    static final String DEFAULT_TENANT = "default";

    // After the headers that all answers have, before bodies.
    private static final int BEFORE_BODIES = -15;
    private static final Pattern BEARER = Pattern.compile("(?i:bearer) +([A-Za-z0-9._~+/=-]{1,8192}) *");
    private static final String CHALLENGE = "Bearer realm=\"impasto\"";

    private final ApiKeys keys;
    private final BareErrors errors;

    AccessGate(ApiKeys keys, BareErrors errors) {
        this.keys = keys;
        this.errors = errors;
    }

    void register(@Observes Router router) {
        // A pattern of the router's, which sees the path as it matches those of the resources.
        router.route("/v1*").order(BEFORE_BODIES).handler(this::pass);
    }

    private void pass(RoutingContext context) {
        try {
            context.put(Caller.TENANT, keys.required() ? tenant(context) : DEFAULT_TENANT);
        } catch (ProblemException e) {
            boolean wrong = context.request().headers().contains(HttpHeaders.AUTHORIZATION);
            context.response()
                    .putHeader("WWW-Authenticate", wrong ? CHALLENGE + ", error=\"invalid_token\"" : CHALLENGE);
            errors.end(context, e.problem());
            return;
        }
        context.next();
    }

    private String tenant(RoutingContext context) {
        List<String> shown = context.request().headers().getAll(HttpHeaders.AUTHORIZATION);
        if (shown.isEmpty()) {
            throw ProblemType.CREDENTIAL_MISSING.problem("Send an API key: Authorization: Bearer imp_...");
        }
        if (shown.size() == 1) {
            Matcher bearer = BEARER.matcher(shown.get(0));
            Optional<String> tenant = bearer.matches() ? keys.tenant(bearer.group(1)) : Optional.empty();
            if (tenant.isPresent()) {
                return tenant.get();
            }
        }
        throw ProblemType.CREDENTIAL_INVALID.problem("This is no API key of this gateway, or it was revoked.");
    }
}
