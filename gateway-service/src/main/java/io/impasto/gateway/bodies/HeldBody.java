package io.impasto.gateway.bodies;

import jakarta.enterprise.context.ApplicationScoped;

import io.vertx.core.buffer.Buffer;
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

    void take(RoutingContext context, long limit) {
        if (places.enter(context, () -> context.remove(KEY))) {
            Arrival.begin(context, errors, limit, new Memory(context));
        } else if (Arrival.isAwaited(context.request())) {
            errors.end(context, BodyPlaces.NONE_LEFT);
        } else {
            Arrival.begin(context, errors, limit, new Refused(context));
        }
    }

    /** It grows by what comes, whatever the body claims to be. */
    private final class Memory implements Arrival.Sink {

        private final RoutingContext context;
        private final Buffer held = Buffer.buffer();

        Memory(RoutingContext context) {
            this.context = context;
        }

        @Override
        public void write(Buffer bytes) {
            held.appendBuffer(bytes);
        }

        @Override
        public void whole(long received) {
            if (received == 0) {
                errors.end(context, Arrival.EMPTY);
            } else {
                context.put(KEY, held);
                context.next();
            }
        }

        @Override
        public void abandon() {}
    }

    /** Reads a body to its end all the same: a new connection for the next try would cost more than a few bytes. */
    private final class Refused implements Arrival.Sink {

        private final RoutingContext context;

        Refused(RoutingContext context) {
            this.context = context;
        }

        @Override
        public void write(Buffer bytes) {}

        @Override
        public void whole(long received) {
            errors.end(context, BodyPlaces.NONE_LEFT);
        }

        @Override
        public void abandon() {}
    }
}
