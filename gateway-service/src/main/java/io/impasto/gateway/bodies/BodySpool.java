package io.impasto.gateway.bodies;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

import io.impasto.gateway.problems.BareErrors;
import io.impasto.gateway.problems.Problem;
import io.impasto.gateway.problems.ProblemType;

/** Writes a body to disk as it comes in, at the disk's pace, and goes on with the request once it is whole. */
@ApplicationScoped
public class BodySpool {

    private static final String KEY = "impasto.body";

    private final BodiesConfig config;
    private final BodyPlaces places;
    private final BareErrors errors;
    private final Vertx vertx;

    BodySpool(BodiesConfig config, BodyPlaces places, BareErrors errors, Vertx vertx) {
        this.config = config;
        this.places = places;
        this.errors = errors;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent started) {
        vertx.fileSystem().mkdirsBlocking(config.directory());
    }

    /** The file in which the whole body lies until its place is given up. */
    public static Path file(RoutingContext context) {
        return Path.of(context.<String>get(KEY));
    }

    static Problem tooLarge(long limit) {
        return new Problem(ProblemType.BODY_TOO_LARGE, "The body is larger than " + limit + " bytes.")
                .with("maximum", limit);
    }

    static Problem empty() {
        return new Problem(ProblemType.EMPTY_BODY, "The body has no bytes.");
    }

    void take(RoutingContext context, long limit) {
        Path path = Path.of(config.directory(), UUID.randomUUID().toString());
        if (!places.enter(context, () -> vertx.fileSystem().delete(path.toString()))) {
            errors.end(context, BodyPlaces.NONE_LEFT);
            return;
        }
        context.request().pause();
        create(vertx, path)
                .onSuccess(file -> {
                    context.put(KEY, path.toString());
                    receive(context, file, limit);
                })
                .onFailure(context::fail);
    }

    /** A new file, also while the service ends: Vert.x alone looks for what is not there in its cache, which is gone by then. */
    static Future<AsyncFile> create(Vertx vertx, Path path) {
        return vertx.executeBlocking(
                () -> {
                    Files.createFile(path);
                    return vertx.fileSystem().openBlocking(path.toString(), new OpenOptions().setRead(false));
                },
                false);
    }

    private void receive(RoutingContext context, AsyncFile file, long limit) {
        HttpServerRequest request = context.request();
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            context.response().writeContinue();
        }
        Spooling spooling = new Spooling(context, file, limit);
        request.exceptionHandler(broken -> spooling.abandon());
        request.endHandler(whole -> spooling.whole());
        request.handler(spooling::write);
        request.resume();
    }

    /** One body on its way to disk. */
    private final class Spooling {

        private final RoutingContext context;
        private final AsyncFile file;
        private final long limit;
        private long received;
        private boolean over;

        Spooling(RoutingContext context, AsyncFile file, long limit) {
            this.context = context;
            this.file = file;
            this.limit = limit;
        }

        void write(Buffer bytes) {
            received += bytes.length();
            if (over) {
                return;
            }
            if (received > limit) {
                abandon();
                errors.end(context, tooLarge(limit));
                return;
            }
            file.write(bytes);
            if (file.writeQueueFull()) {
                context.request().pause();
                file.drainHandler(drained -> context.request().resume());
            }
        }

        void whole() {
            if (over) {
                return;
            }
            over = true;
            if (received == 0) {
                file.close();
                errors.end(context, empty());
            } else {
                file.close().onSuccess(closed -> context.next()).onFailure(context::fail);
            }
        }

        void abandon() {
            if (!over) {
                over = true;
                file.close();
            }
        }
    }
}
