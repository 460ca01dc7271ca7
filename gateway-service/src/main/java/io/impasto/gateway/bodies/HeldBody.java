package io.impasto.gateway.bodies;

import jakarta.enterprise.context.ApplicationScoped;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

import io.impasto.gateway.problems.BareErrors;

/** Holds a small body in memory as it comes in, and goes on with the request once it is whole. */
@ApplicationScoped
public class HeldBody {

    private static final String KEY = HeldBody.class.getName();

    private final BodyPlaces places;
    private final BareErrors errors;

    HeldBody(BodyPlaces places, BareErrors errors) {
        this.places = places;
        this.errors = errors;
    }

    /** Whether there was a body. */
    public static boolean isIn(RoutingContext context) {
        return context.get(KEY) != null;
    }

    /** All of it. */
    public static byte[] bytes(RoutingContext context) {
        return context.<Buffer>get(KEY).getBytes();
    }

    /** @param limit in bytes; of a longer body this much is held, and the connection ends with it */
    void take(RoutingContext context, long limit) {
        HttpServerRequest request = context.request();
        boolean wanted = places.enter(context, () -> context.remove(KEY));
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            if (!wanted) {
                errors.end(context, BodyPlaces.NONE_LEFT);
                return;
            }
            context.response().writeContinue();
        }
        Holding holding = new Holding(context, limit, wanted);
        request.exceptionHandler(broken -> holding.over = true);
        request.endHandler(whole -> holding.whole());
        request.handler(holding::add);
        request.resume();
    }

    /** One body on its way; it grows by what comes, whatever it claims to be. */
    private final class Holding {

        private final RoutingContext context;
        private final long limit;
        /** Otherwise it is read to its end all the same: a new connection for the next try would cost more than a few bytes. */
        private final boolean wanted;

        private final Buffer held = Buffer.buffer();
        private long received;
        private boolean over;

        Holding(RoutingContext context, long limit, boolean wanted) {
            this.context = context;
            this.limit = limit;
            this.wanted = wanted;
        }

        void add(Buffer bytes) {
            received += bytes.length();
            if (over) {
                return;
            }
            if (received > limit) {
                over = true;
                errors.end(context, BodySpool.tooLarge(limit));
            } else if (wanted) {
                held.appendBuffer(bytes);
            }
        }

        void whole() {
            if (over) {
                return;
            }
            over = true;
            if (!wanted) {
                errors.end(context, BodyPlaces.NONE_LEFT);
            } else if (received == 0) {
                errors.end(context, BodySpool.empty());
            } else {
                context.put(KEY, held);
                context.next();
            }
        }
    }
}
