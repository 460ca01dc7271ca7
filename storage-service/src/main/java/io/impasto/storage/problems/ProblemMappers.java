package io.impasto.storage.problems;

import java.io.IOException;
import java.util.Map;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns whatever a request ends with into a problem. */
final class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    @ServerExceptionMapper
    Response refused(ProblemException e) {
        return answer(e.type(), e.getMessage(), e.extensions());
    }

    /** What Quarkus itself refuses: unknown paths, methods, media types. */
    @ServerExceptionMapper
    Response refused(WebApplicationException e) {
        ProblemType type =
                switch (e.getResponse().getStatus()) {
                    case 404 -> ProblemType.NOT_FOUND;
                    case 405 -> ProblemType.METHOD_NOT_ALLOWED;
                    case 406 -> ProblemType.NOT_ACCEPTABLE;
                    case 413 -> ProblemType.BODY_TOO_LARGE;
                    case 415 -> ProblemType.UNSUPPORTED_MEDIA_TYPE;
                    default -> e.getResponse().getStatus() < 500 ? ProblemType.BAD_REQUEST : ProblemType.INTERNAL_ERROR;
                };
        if (type == ProblemType.INTERNAL_ERROR) {
            LOG.error("request failed", e);
        }
        return answer(type, null, Map.of());
    }

    /** The sender went away or stopped sending; nobody may be left to read the answer. */
    @ServerExceptionMapper
    Response broken(IOException e) {
        LOG.debugf("body ended early: %s", e.getMessage());
        return answer(ProblemType.INCOMPLETE_BODY, "The body could not be read to its end.", Map.of());
    }

    @ServerExceptionMapper
    Response failed(Throwable e) {
        LOG.error("request failed", e);
        return answer(ProblemType.INTERNAL_ERROR, "The log of the service says more.", Map.of());
    }

    private static Response answer(ProblemType type, String detail, Map<String, Object> extensions) {
        Response.ResponseBuilder response = Response.status(type.status())
                .type(Problem.MEDIA_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(Problem.of(type, detail, extensions));
        if (type.status() == ProblemType.STORE_UNAVAILABLE.status()) {
            response.header(HttpHeaders.RETRY_AFTER, 2);
        }
        return response.build();
    }
}
