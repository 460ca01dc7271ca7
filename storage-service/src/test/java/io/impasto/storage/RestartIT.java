package io.impasto.storage;

import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.impasto.stack.KafkaBroker;
import io.impasto.stack.ObjectStore;
import io.impasto.stack.Service;
import io.impasto.stack.Topics;
import io.impasto.storage.images.format.Pictures;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** The service as it is shipped: a process of its own, killed and started again. */
class RestartIT {

    private static final Path JAR =
            Path.of(System.getProperty("impasto.root"), "storage-service/target/quarkus-app/quarkus-run.jar");

    @TempDir
    Path folder;

    @Test
    void aServiceThatWasKilledFindsEverythingAgain() {
        try (ObjectStore store = ObjectStore.start(folder.resolve("store"));
                KafkaBroker broker = KafkaBroker.start(folder.resolve("broker"))) {
            Topics.create(broker.bootstrapServers());
            Map<String, String> environment = Map.of(
                    "IMPASTO_S3_ENDPOINT", store.endpoint(),
                    "IMPASTO_S3_ACCESS_KEY", store.accessKey(),
                    "IMPASTO_S3_SECRET_KEY", store.secretKey(),
                    "IMPASTO_S3_BUCKET", "another-bucket",
                    "IMPASTO_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers(),
                    "IMPASTO_SPOOL_FOLDER", folder.resolve("spool").toString());
            String transfer = "/v1/transfers/" + UUID.randomUUID();
            byte[] picture = Pictures.written("png");
            String image;
            Service first = Service.start("storage-service", JAR, folder.resolve("first"), environment);
            try {
                Http http = new Http(first.url());
                image = http.post("/v1/images", picture).json().path("id").asText();
                assertThat(claim(http, transfer, "first").status()).isEqualTo(204);
                http.put(
                        transfer + "/artifacts/result.png",
                        picture,
                        "Impasto-Attempt",
                        "1",
                        "Content-Type",
                        "image/png");
            } finally {
                first.kill();
            }
            try (Service second = Service.start("storage-service", JAR, folder.resolve("second"), environment)) {
                Http http = new Http(second.url());
                assertThat(http.get("/v1/images/" + image + "/content").bytes()).isEqualTo(picture);
                claim(http, transfer, "second").problem(409, "transfer-claimed");
                assertThat(http.get(transfer + "/artifacts/result.png").bytes()).isEqualTo(picture);
                assertThat(http.get(transfer + "/artifacts").json()).hasSize(1);
            }
        }
    }

    private static Http.Answer claim(Http http, String transfer, String request) {
        return http.put(transfer + "/claim", ("{\"request\":\"" + request + "\"}").getBytes(UTF_8));
    }
}
