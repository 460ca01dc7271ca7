package io.impasto.storage;

import java.nio.file.Path;
import java.util.HashMap;
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

/** Two of the service as it is shipped, over one store and one broker, and a third that comes when they are gone. */
class SideBySideIT {

    private static final Path JAR =
            Path.of(System.getProperty("impasto.root"), "storage-service/target/quarkus-app/quarkus-run.jar");
    private static final String RESULT = "/artifacts/result.png";

    @TempDir
    Path folder;

    @Test
    void severalServicesKeepWhatIsUsedAndRemoveTheRest() throws Exception {
        try (ObjectStore store = ObjectStore.start(folder.resolve("store"));
                KafkaBroker broker = KafkaBroker.start(folder.resolve("broker"))) {
            Topics.create(broker.bootstrapServers());
            Map<String, String> environment = environment(store, broker);
            byte[] picture = Pictures.written("png", 90, 60);
            String used;
            UUID transfer;
            try (Transfers transfers = new Transfers(broker.bootstrapServers())) {
                Service first = start("first", environment);
                Service second = start("second", environment);
                try {
                    Http one = new Http(first.url());
                    Http other = new Http(second.url());
                    writesOnce(one, other, picture);
                    used = keep(one, picture);
                    transfer = transfers.of("default", used);
                    String unused = keep(other, Pictures.written("png", 91, 60));
                    byte[] loved = Pictures.written("png", 92, 60);
                    Conditions.await(() -> {
                        String sent = keep(one, loved);
                        assertThat(other.get(content(sent), "Impasto-Tenant", "default")
                                        .status())
                                .as("one that is sent again and again")
                                .isEqualTo(200);
                        return isGone(one, unused) && isGone(other, unused) ? true : null;
                    });
                    assertThat(one.get(content(used)).bytes()).isEqualTo(picture);
                } finally {
                    first.kill();
                    second.kill();
                }
                try (Service third = start("third", environment)) {
                    Http http = new Http(third.url());
                    String unused = keep(http, Pictures.written("png", 93, 60));
                    Conditions.await(() -> isGone(http, unused) ? true : null);
                    assertThat(http.get(content(used), "Impasto-Tenant", "default")
                                    .bytes())
                            .isEqualTo(picture);
                    transfers.purge(transfer);
                    Conditions.await(() -> isGone(http, used) ? true : null);
                }
            }
        }
    }

    private static void writesOnce(Http one, Http other, byte[] picture) {
        String transfer = "/v1/transfers/" + UUID.randomUUID();
        String[] headers = {"Impasto-Attempt", "1", "Content-Type", "image/png"};
        assertThat(one.put(transfer + "/claim", "{\"request\":\"a\"}".getBytes(UTF_8))
                        .status())
                .isEqualTo(204);
        other.put(transfer + "/claim", "{\"request\":\"b\"}".getBytes(UTF_8)).problem(409, "transfer-claimed");
        assertThat(other.put(transfer + RESULT, picture, headers).status()).isEqualTo(201);
        assertThat(one.put(transfer + RESULT, picture, headers).status()).isEqualTo(200);
        one.put(transfer + RESULT, Pictures.written("png", 94, 60), headers).problem(409, "artifact-exists");
    }

    private Service start(String name, Map<String, String> environment) {
        Map<String, String> own = new HashMap<>(environment);
        own.put("IMPASTO_SPOOL_FOLDER", folder.resolve(name + "-spool").toString());
        return Service.startKeepingClasses("storage-service", JAR, folder.resolve(name), own);
    }

    private static Map<String, String> environment(ObjectStore store, KafkaBroker broker) {
        return Map.of(
                "IMPASTO_S3_ENDPOINT", store.endpoint(),
                "IMPASTO_S3_ACCESS_KEY", store.accessKey(),
                "IMPASTO_S3_SECRET_KEY", store.secretKey(),
                "IMPASTO_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers(),
                "IMPASTO_IMAGES_KEPT", "3s",
                "IMPASTO_IMAGES_GRACE", "1s",
                "IMPASTO_IMAGES_SWEEP_INTERVAL", "200ms");
    }

    private static String keep(Http http, byte[] picture) {
        return http.post("/v1/images", picture).json().path("id").asText();
    }

    private static String content(String image) {
        return "/v1/images/" + image + "/content";
    }

    private static boolean isGone(Http http, String image) {
        return http.get(content(image)).status() == 404;
    }
}
