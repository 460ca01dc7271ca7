package io.impasto.gateway.bodies;

import java.nio.file.Files;
import java.nio.file.Path;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.impl.VertxInternal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Bodies that come in while the service ends. */
class BodySpoolIT {

    @TempDir
    Path folder;

    @Test
    void aBodyIsTakenAlsoOnceTheCacheOfFilesIsGone() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            // what a hook of Vert.x does as soon as the process is asked to end
            ((VertxInternal) vertx).fileResolver().close();
            Path path = folder.resolve("body");
            BodySpool.create(vertx, path)
                    .compose(file -> file.write(Buffer.buffer("all of it")).compose(written -> file.close()))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            assertThat(Files.readString(path)).isEqualTo("all of it");
        } finally {
            vertx.close();
        }
    }
}
