package io.impasto.gateway.access;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import io.impasto.gateway.problems.BareErrors;
import io.impasto.gateway.problems.Problem;
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
    private final AccessTokens tokens;
    private final BareErrors errors;

    AccessGate(ApiKeys keys, AccessTokens tokens, BareErrors errors) {
        this.keys = keys;
        this.tokens = tokens;
        this.errors = errors;
    }

    void register(@Observes Router router) {
        // A pattern of the router's, which sees the path as it matches those of the resources.
        router.route("/v1*").order(BEFORE_BODIES).handler(this::pass);
    }

    /**
     * Whether a call that is still being answered would be let in now as it was then: keys are revoked and tokens end on the way.
     * One that just now cannot be told stays.
     */
    public CompletableFuture<Boolean> letsStay(RoutingContext context) {
        return entitled(context)
                .handle((tenant, failure) -> failure == null
                        ? tenant.equals(Caller.tenant(context))
                        : !(cause(failure) instanceof ProblemException refused)
                                || refused.problem().status() != ProblemType.CREDENTIAL_INVALID.status());
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException ? failure.getCause() : failure;
    }

    private void pass(RoutingContext context) {
        CompletableFuture<String> tenant = entitled(context);
        if (tenant.isDone()) {
            settle(context, tenant);
        } else {
            // Nobody reads the body meanwhile: the server holds it back until someone does.
            Context thread = context.vertx().getOrCreateContext();
            tenant.whenComplete((name, failure) -> thread.runOnContext(done -> settle(context, tenant)));
        }
    }

    private void settle(RoutingContext context, CompletableFuture<String> tenant) {
        try {
            context.put(Caller.TENANT, tenant.join());
        } catch (CompletionException e) {
            if (e.getCause() instanceof ProblemException refused) {
                refuse(context, refused.problem());
            } else {
                context.fail(e.getCause());
            }
            return;
        }
        context.next();
    }

    private void refuse(RoutingContext context, Problem problem) {
        if (problem.status() == ProblemType.CREDENTIAL_INVALID.status()) {
            boolean wrong = context.get(Caller.CREDENTIAL) != null
                    || context.request().headers().contains(HttpHeaders.AUTHORIZATION);
            String error = ", error=\"invalid_token\", error_description=\"" + problem.detail() + "\"";
            context.response().putHeader("WWW-Authenticate", wrong ? CHALLENGE + error : CHALLENGE);
        }
        errors.end(context, problem);
    }

    private CompletableFuture<String> entitled(RoutingContext context) {
        return keys.required() || tokens.accepted()
                ? tenant(context)
                : CompletableFuture.completedFuture(DEFAULT_TENANT);
    }

    /** The header counts before the cookie, which browsers send unasked. */
    private CompletableFuture<String> tenant(RoutingContext context) {
        List<String> shown = context.request().headers().getAll(HttpHeaders.AUTHORIZATION);
        if (shown.isEmpty()) {
            return SessionCookie.credential(context.request())
                    .map(credential -> tenant(context, credential))
                    .orElseGet(() -> refusal(
                            ProblemType.CREDENTIAL_MISSING, "Send " + wanted() + " as Authorization: Bearer ..."));
        }
        Matcher bearer = BEARER.matcher(shown.get(0));
        if (shown.size() > 1 || !bearer.matches()) {
            return refusal(ProblemType.CREDENTIAL_INVALID, "Send " + wanted() + " as Authorization: Bearer ..., once.");
        }
        return tenant(context, bearer.group(1));
    }

    private CompletableFuture<String> tenant(RoutingContext context, String credential) {
        context.put(Caller.CREDENTIAL, credential);
        if (tokens.accepted() && !ApiKey.isMeant(credential)) {
            return tokens.tenant(credential);
        }
        Optional<String> tenant = keys.required() ? keys.tenant(credential) : Optional.empty();
        return tenant.map(CompletableFuture::completedFuture)
                .orElseGet(() -> refusal(
                        ProblemType.CREDENTIAL_INVALID, "This is no API key of this gateway, or it was revoked."));
    }

    private String wanted() {
        if (!tokens.accepted()) {
            return "an API key";
        }
        return keys.required() ? "an API key or an access token" : "an access token";
    }

    private static CompletableFuture<String> refusal(ProblemType type, String detail) {
        return CompletableFuture.failedFuture(type.problem(detail));
    }
}
