package io.impasto.gateway.problems;

import java.util.List;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns whatever a resource ends with into a problem. */
final class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    @ServerExceptionMapper
    Response refused(ProblemException e) {
        Response answer = answer(e.problem());
        e.headers().forEach((name, value) -> answer.getHeaders().putSingle(name, value));
        return answer;
    }

    /** What the framework itself refuses: unknown paths, methods, media types, broken bodies. */
    @ServerExceptionMapper
    Response refused(WebApplicationException e) {
        int status = e.getResponse().getStatus();
        Response.ResponseBuilder answer = response(BareErrors.problem(status));
        List<Object> allow = e.getResponse().getHeaders().get(HttpHeaders.ALLOW);
        if (allow != null) {
            answer.header(HttpHeaders.ALLOW, allow.get(0));
        }
        return answer.build();
    }

    @ServerExceptionMapper
    Response failed(Throwable e) {
        LOG.error("A request failed", e);
        return answer(BareErrors.problem(500));
    }

    private static Response answer(Problem problem) {
        return response(problem).build();
    }

    private static Response.ResponseBuilder response(Problem problem) {
        Response.ResponseBuilder response = Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(problem);
        if (problem.status() == 503) {
            response.header(HttpHeaders.RETRY_AFTER, BareErrors.RETRY_AFTER_SECONDS);
        }
        return response;
    }
}
