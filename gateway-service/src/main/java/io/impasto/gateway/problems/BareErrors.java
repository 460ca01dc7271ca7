package io.impasto.gateway.problems;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.jboss.logging.Logger;

/** Gives the errors of the router and the body parser, which know only a status, the form of all others. */
@ApplicationScoped
public class BareErrors {

    private static final int BEFORE_ALL = -1000;
    static final int RETRY_AFTER_SECONDS = 2;
    private static final Logger LOG = Logger.getLogger(BareErrors.class);

    private final ObjectMapper json;

    public BareErrors(ObjectMapper json) {
        this.json = json;
    }

    void register(@Observes Router router) {
        router.errorHandler(404, context -> write(context, 404));
        router.errorHandler(405, context -> write(context, 405));
        // Before Quarkus' own page for failures.
        router.route().order(BEFORE_ALL).failureHandler(context -> write(context, context.statusCode()));
    }

    /** The problem that says what a bare status says. */
    static Problem problem(int status) {
        return switch (status) {
            case 400 -> new Problem(ProblemType.INVALID_REQUEST, "The request is malformed.");
            case 404 -> new Problem(ProblemType.NOT_FOUND, "See /openapi.yaml for what there is.");
            case 405 -> new Problem(ProblemType.METHOD_NOT_ALLOWED, "See /openapi.yaml for what can be done here.");
            case 406 -> new Problem(ProblemType.NOT_ACCEPTABLE, "The Accept header excludes all that is offered.");
            case 413 -> new Problem(ProblemType.BODY_TOO_LARGE, "The body, or a field of it, is larger than allowed.");
            case 415 -> new Problem(ProblemType.UNSUPPORTED_MEDIA_TYPE, "See /openapi.yaml for what is taken.");
            default -> status < 500
                    ? new Problem(ProblemType.INVALID_REQUEST, "The request is not understood.")
                    : new Problem(ProblemType.INTERNAL_ERROR, "It is in our log. Trying again may help.");
        };
    }

    /** Ends an exchange outside the resources with a problem, and the connection if some of the body is still to come. */
    public void end(RoutingContext context, Problem problem) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (problem.status() == 503) {
            response.putHeader(HttpHeaders.RETRY_AFTER, String.valueOf(RETRY_AFTER_SECONDS));
        }
        if (!context.request().isEnded()) {
            response.putHeader(HttpHeaders.CONNECTION, "close");
            context.addEndHandler(done -> context.request().connection().close());
        }
        try {
            response.end(json.writeValueAsString(problem));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem must be writable", e);
        }
    }

    private void write(RoutingContext context, int status) {
        Throwable failure = context.failure();
        if (failure instanceof ProblemException refused) {
            end(context, refused.problem());
            return;
        }
        if (status >= 500 && failure != null) {
            LOG.error("A request failed", failure);
        }
        end(context, problem(status));
    }
}
