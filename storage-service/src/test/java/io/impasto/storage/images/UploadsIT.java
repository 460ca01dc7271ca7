package io.impasto.storage.images;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Arrays;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.impasto.storage.Http;
import io.impasto.storage.WithStoreAndBroker;
import io.impasto.storage.images.format.Pictures;
import io.impasto.storage.store.Bucket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@QuarkusTestResource(WithStoreAndBroker.class)
class UploadsIT {

    private static final String TENANT = "Impasto-Tenant";
    private static final int MAX_BYTES = 32 << 20;

    @TestHTTPResource("/")
    URI base;

    @Inject
    Bucket bucket;

    @Inject
    DirectUpload uploads;

    private Http http;

    @BeforeEach
    void speak() {
        http = new Http(base);
    }

    @Test
    void aPicturePutIntoTheStoreBecomesAnImage() throws Exception {
        byte[] picture = Pictures.written("png", 71, 40);
        Http.Answer begun = begin(picture.length, "north");
        assertThat(begun.status()).isEqualTo(201);
        JsonNode ticket = begun.json();
        assertThat(begun.header("Location"))
                .endsWith("/v1/uploads/" + ticket.path("id").asText());
        assertThat(ticket.path("method").asText()).isEqualTo("PUT");
        // Clients are given it.
        assertThat(ticket.path("url").asText()).startsWith("http://localhost:");
        assertThat(Instant.parse(ticket.path("expiresAt").asText()))
                .isBetween(Instant.now().plusSeconds(14 * 60), Instant.now().plusSeconds(16 * 60));

        assertThat(put(ticket, picture)).isEqualTo(200);
        Http.Answer completed = complete(ticket, "north");
        assertThat(completed.status()).isEqualTo(200);
        String image = "/v1/images/" + completed.json().path("id").asText();
        assertThat(completed.json().path("width").asInt()).isEqualTo(71);
        assertThat(http.get(image + "/content", TENANT, "north").bytes()).isEqualTo(picture);
        http.get(image, TENANT, "south").problem(404, "image-not-found");
        assertThat(bucket.find(data(ticket))).isEmpty();

        assertThat(complete(ticket, "north").json()).isEqualTo(completed.json());
    }

    @Test
    void whatIsPutAfterTheCheckChangesNoImage() throws Exception {
        byte[] picture = Pictures.written("png", 72, 40);
        JsonNode ticket = begin(picture.length, "north").json();
        put(ticket, picture);
        JsonNode image = complete(ticket, "north").json();
        put(ticket, Arrays.copyOf("other bytes".getBytes(UTF_8), picture.length));
        assertThat(complete(ticket, "north").json()).isEqualTo(image);
        assertThat(http.get("/v1/images/" + image.path("id").asText() + "/content")
                        .bytes())
                .isEqualTo(picture);
    }

    @Test
    void anUploadWithoutItsPictureIsNotComplete() {
        http.post(
                        "/v1/uploads/" + begin(100, "north").json().path("id").asText() + "/complete",
                        new byte[0],
                        TENANT,
                        "north")
                .problem(409, "upload-missing");
    }

    @Test
    void aPictureOfAnotherLengthIsRefusedAndCanBePutAgain() throws Exception {
        byte[] picture = Pictures.written("png", 73, 40);
        JsonNode ticket = begin(picture.length, "north").json();
        put(ticket, Arrays.copyOf(picture, picture.length + 1));
        JsonNode refused = complete(ticket, "north").problem(422, "upload-mismatch");
        assertThat(refused.path("promised").asInt()).isEqualTo(picture.length);
        assertThat(refused.path("found").asInt()).isEqualTo(picture.length + 1);
        complete(ticket, "north").problem(409, "upload-missing");
        put(ticket, picture);
        assertThat(complete(ticket, "north").status()).isEqualTo(200);
    }

    @Test
    void whatIsNoImageIsRefusedLikeAnyUpload() throws Exception {
        byte[] picture = Pictures.written("jpg", 74, 40);
        byte[][] bodies = {
            "no picture".getBytes(UTF_8), Arrays.copyOf(picture, picture.length - 2), Pictures.tinyGif(65535, 32767)
        };
        String[] problems = {"not-an-image", "truncated-image", "image-too-large"};
        int[] statuses = {422, 422, 413};
        for (int i = 0; i < bodies.length; i++) {
            JsonNode ticket = begin(bodies[i].length, "north").json();
            put(ticket, bodies[i]);
            complete(ticket, "north").problem(statuses[i], problems[i]);
            assertThat(bucket.find(data(ticket))).isEmpty();
        }
    }

    @Test
    void anotherTenantsUploadIsNotFound() throws Exception {
        byte[] picture = Pictures.written("png", 75, 40);
        JsonNode ticket = begin(picture.length, "north").json();
        put(ticket, picture);
        complete(ticket, "south").problem(404, "upload-not-found");
        http.post("/v1/uploads/" + ticket.path("id").asText() + "/complete", new byte[0])
                .problem(404, "upload-not-found");
        for (String id : new String[] {"x", "..%2f..%2fprobe", "00000000-0000-0000-0000-000000000000"}) {
            http.post("/v1/uploads/" + id + "/complete", new byte[0]).problem(404, "upload-not-found");
        }
        assertThat(complete(ticket, "north").status()).isEqualTo(200);
    }

    @Test
    void aLinkHoldsForItsUploadOnly() throws Exception {
        JsonNode ticket = begin(3, "north").json();
        JsonNode other = begin(3, "north").json();
        String tampered = ticket.path("url")
                .asText()
                .replace(ticket.path("id").asText(), other.path("id").asText());
        assertThat(send(tampered, new byte[] {1, 2, 3})).isEqualTo(403);
    }

    @Test
    void aPromiseThatIsNoneIsRefused() {
        String[] bodies = {
            "{",
            "[]",
            "null",
            "{}",
            "{\"bytes\":0}",
            "{\"bytes\":-1}",
            "{\"bytes\":1.5}",
            "{\"bytes\":\"12\"}",
            "{\"bytes\":99999999999999999999}",
            "{\"bytes\":1,\"mediaType\":\"text/html\"}",
            "{\"bytes\":1,\"mediaType\":7}"
        };
        for (String body : bodies) {
            http.post("/v1/uploads", body.getBytes(UTF_8)).problem(400, "malformed-json");
        }
        http.post("/v1/uploads", new byte[0]).problem(400, "empty-body");
        http.post("/v1/uploads", new byte[5000]).problem(413, "body-too-large");
        JsonNode tooLong = begin(MAX_BYTES + 1L, "north").problem(413, "body-too-large");
        assertThat(tooLong.path("maximum").asLong()).isEqualTo(MAX_BYTES);
        begin(1, "North").problem(400, "invalid-tenant");
    }

    @Test
    void oldUploadsAreSweptAndImagesStay() throws Exception {
        byte[] picture = Pictures.written("png", 76, 40);
        JsonNode done = begin(picture.length, "north").json();
        put(done, picture);
        String image = "/v1/images/" + complete(done, "north").json().path("id").asText();
        JsonNode abandoned = begin(3, "north").json();
        put(abandoned, new byte[] {1, 2, 3});

        uploads.sweep(Instant.now().minusSeconds(3600));
        assertThat(bucket.find(data(abandoned))).isPresent();

        uploads.sweep(Instant.now().plusSeconds(3600));
        assertThat(bucket.keys("uploads/")).isEmpty();
        complete(abandoned, "north").problem(404, "upload-not-found");
        assertThat(http.get(image, TENANT, "north").status()).isEqualTo(200);
    }

    private Http.Answer begin(long bytes, String tenant) {
        return http.post(
                "/v1/uploads",
                ("{\"bytes\":" + bytes + ",\"mediaType\":\"image/png\"}").getBytes(UTF_8),
                TENANT,
                tenant);
    }

    private Http.Answer complete(JsonNode ticket, String tenant) {
        return http.post("/v1/uploads/" + ticket.path("id").asText() + "/complete", new byte[0], TENANT, tenant);
    }

    private static String data(JsonNode ticket) {
        return "uploads/" + ticket.path("id").asText() + "/data";
    }

    private static int put(JsonNode ticket, byte[] body) throws Exception {
        assertThat(ticket.path("headers").path("Content-Type").asText()).isEqualTo("image/png");
        return send(ticket.path("url").asText(), body);
    }

    private static int send(String url, byte[] body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .PUT(HttpRequest.BodyPublishers.ofByteArray(body))
                .header("Content-Type", "image/png")
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }
}
