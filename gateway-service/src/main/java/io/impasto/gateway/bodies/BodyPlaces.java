package io.impasto.gateway.bodies;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.enterprise.context.ApplicationScoped;

import io.vertx.ext.web.RoutingContext;

import io.impasto.gateway.problems.Problem;
import io.impasto.gateway.problems.ProblemType;

/** How many bodies are under way, in memory or on disk: {@link BodiesConfig#maxConcurrent} at most. */
@ApplicationScoped
public class BodyPlaces {

    static final Problem NONE_LEFT = new Problem(
            ProblemType.STORE_UNAVAILABLE, "Too many requests with bodies are under way here. Try again soon.");
    private static final String LEAVE = BodyPlaces.class.getName() + ".leave";

    private final BodiesConfig config;
    private final AtomicInteger taken = new AtomicInteger();

    BodyPlaces(BodiesConfig config) {
        this.config = config;
    }

    /** Gives the body's place up before the request ends, so that who only waits for an answer keeps nobody from uploading. */
    public static void leave(RoutingContext context) {
        context.<Runnable>get(LEAVE).run();
    }

    /**
     * Takes a place until the request ends; false if there is none.
     *
     * @param left run once, when the place is given up
     */
    boolean enter(RoutingContext context, Runnable left) {
        if (taken.incrementAndGet() > config.maxConcurrent()) {
            taken.decrementAndGet();
            return false;
        }
        AtomicBoolean gone = new AtomicBoolean();
        Runnable leave = () -> {
            if (gone.compareAndSet(false, true)) {
                taken.decrementAndGet();
                left.run();
            }
        };
        context.put(LEAVE, leave);
        context.addEndHandler(done -> leave.run());
        return true;
    }
}
