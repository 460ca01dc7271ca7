package io.impasto.stack;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ObjectStoreIT {

    @Test
    void requestsThatAreNotSignedAreRefused(@TempDir Path folder) throws Exception {
        try (ObjectStore store = ObjectStore.start(folder)) {
            HttpRequest list =
                    HttpRequest.newBuilder(URI.create(store.endpoint() + "/")).build();
            assertThat(HttpClient.newHttpClient()
                            .send(list, BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(403);
        }
    }
}
