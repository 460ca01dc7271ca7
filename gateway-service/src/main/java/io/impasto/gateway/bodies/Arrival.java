package io.impasto.gateway.bodies;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

import io.impasto.gateway.problems.BareErrors;
import io.impasto.gateway.problems.Problem;
import io.impasto.gateway.problems.ProblemType;

/** A body on its way, counted and held to its limit; on the connection's event loop. */
final class Arrival {

    static final Problem EMPTY = new Problem(ProblemType.EMPTY_BODY, "The body has no bytes.");

    /** Where a body goes; after the second or third it hears no more. */
    interface Sink {
        void write(Buffer bytes);

        /** @param received bytes in all, perhaps none */
        void whole(long received);

        /** It broke off, or is longer than allowed, which the client is told. */
        void abandon();
    }

    private final RoutingContext context;
    private final BareErrors errors;
    private final long limit;
    private final Sink sink;
    private long received;
    private boolean over;

    private Arrival(RoutingContext context, BareErrors errors, long limit, Sink sink) {
        this.context = context;
        this.errors = errors;
        this.limit = limit;
        this.sink = sink;
    }

    /** @param limit in bytes; of a longer body this much is handed on, and the connection ends with it */
    static void begin(RoutingContext context, BareErrors errors, long limit, Sink sink) {
        HttpServerRequest request = context.request();
        if (isAwaited(request)) {
            context.response().writeContinue();
        }
        Arrival arrival = new Arrival(context, errors, limit, sink);
        request.exceptionHandler(broken -> arrival.abandon());
        request.endHandler(whole -> arrival.whole());
        request.handler(arrival::write);
        request.resume();
    }

    /** Whether the client sends the body only once it is told to. */
    static boolean isAwaited(HttpServerRequest request) {
        return "100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT));
    }

    static Problem tooLarge(long limit) {
        return new Problem(ProblemType.BODY_TOO_LARGE, "The body is larger than " + limit + " bytes.")
                .with("maximum", limit);
    }

    private void write(Buffer bytes) {
        received += bytes.length();
        if (over) {
            return;
        }
        if (received > limit) {
            abandon();
            errors.end(context, tooLarge(limit));
        } else {
            sink.write(bytes);
        }
    }

    private void whole() {
        if (!over) {
            over = true;
            sink.whole(received);
        }
    }

    private void abandon() {
        if (!over) {
            over = true;
            sink.abandon();
        }
    }
}
