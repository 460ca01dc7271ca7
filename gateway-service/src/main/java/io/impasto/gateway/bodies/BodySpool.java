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
import io.vertx.ext.web.RoutingContext;

import io.impasto.gateway.problems.BareErrors;

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
                    Arrival.begin(context, errors, limit, new File(context, file));
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

    private final class File implements Arrival.Sink {

        private final RoutingContext context;
        private final AsyncFile file;

        File(RoutingContext context, AsyncFile file) {
            this.context = context;
            this.file = file;
        }

        @Override
        public void write(Buffer bytes) {
            file.write(bytes);
            if (file.writeQueueFull()) {
                context.request().pause();
                file.drainHandler(drained -> context.request().resume());
            }
        }

        @Override
        public void whole(long received) {
            if (received == 0) {
                file.close();
                errors.end(context, Arrival.EMPTY);
            } else {
                file.close().onSuccess(closed -> context.next()).onFailure(context::fail);
            }
        }

        @Override
        public void abandon() {
            file.close();
        }
    }
}
