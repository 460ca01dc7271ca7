package io.impasto.storage.images;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.impasto.storage.Http;
import io.impasto.storage.Parts;
import io.impasto.storage.WithStoreAndBroker;
import io.impasto.storage.images.format.Pictures;
import io.impasto.storage.store.Bucket;
import io.impasto.storage.store.NewObject;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@QuarkusTestResource(WithStoreAndBroker.class)
class ImagesIT {

    private static final String TENANT = "Impasto-Tenant";
    private static final String UNKNOWN = "0".repeat(64);
    private static final int MAX_BYTES = 32 << 20;

    @TestHTTPResource("/")
    URI base;

    @Inject
    Bucket bucket;

    Parts parts;
    private Http http;

    @BeforeEach
    void speak() {
        http = new Http(base);
    }

    @Test
    void anImageIsKeptOnceUnderItsHash() throws Exception {
        byte[] picture = Pictures.written("jpg", 61, 40);
        Http.Answer first = http.post("/v1/images", picture, "Content-Type", "application/octet-stream");
        String id = sha256(picture);
        assertThat(first.status()).isEqualTo(201);
        assertThat(first.header("Location")).endsWith("/v1/images/" + id);
        assertDescribes(first.json(), id, picture.length);

        Http.Answer again = http.post("/v1/images", picture);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(first.json());
        assertDescribes(http.get("/v1/images/" + id).json(), id, picture.length);
    }

    private static void assertDescribes(JsonNode json, String id, int bytes) {
        assertThat(json.path("id").asText()).isEqualTo(id);
        assertThat(json.path("mediaType").asText()).isEqualTo("image/jpeg");
        assertThat(json.path("width").asInt()).isEqualTo(61);
        assertThat(json.path("height").asInt()).isEqualTo(40);
        assertThat(json.path("bytes").asInt()).isEqualTo(bytes);
    }

    @Test
    void aBodyOfUnknownLengthIsTaken() throws Exception {
        byte[] picture = Pictures.written("png", 50, 51);
        Http.Answer kept =
                http.send("POST", "/v1/images", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(picture)));
        assertThat(kept.status()).isEqualTo(201);
        assertThat(kept.json().path("id").asText()).isEqualTo(sha256(picture));
    }

    @Test
    void contentIsServedWithItsTypeAndTag() throws Exception {
        byte[] picture = Pictures.written("png", 52, 51);
        String id = keep(picture);
        Http.Answer content = http.get("/v1/images/" + id + "/content");
        assertThat(content.status()).isEqualTo(200);
        assertThat(content.bytes()).isEqualTo(picture);
        assertThat(content.header("Content-Type")).isEqualTo("image/png");
        assertThat(content.header("Content-Length")).isEqualTo(Integer.toString(picture.length));
        assertThat(content.header("ETag")).isEqualTo('"' + id + '"');
        Http.Answer known = http.get("/v1/images/" + id + "/content", "If-None-Match", content.header("ETag"));
        assertThat(known.status()).isEqualTo(304);
        assertThat(known.bytes()).isEmpty();
    }

    @Test
    void aRangeOfTheContentIsServed() {
        byte[] picture = Pictures.written("png", 53, 51);
        String content = "/v1/images/" + keep(picture) + "/content";
        Http.Answer part = http.get(content, "Range", "bytes=8-15");
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.bytes()).isEqualTo(Arrays.copyOfRange(picture, 8, 16));
        assertThat(part.header("Content-Range")).isEqualTo("bytes 8-15/" + picture.length);
        assertThat(http.get(content, "Range", "bytes=8-15", "If-Range", "\"other\"")
                        .status())
                .isEqualTo(200);
        http.get(content, "Range", "bytes=1000000-").problem(416, "range-not-satisfiable");
    }

    @Test
    void aLinkNeedsNoCredentialsAndHoldsForThisImageOnly() throws Exception {
        byte[] picture = Pictures.written("gif", 54, 51);
        JsonNode link =
                http.post("/v1/images/" + keep(picture) + "/link", new byte[0]).json();
        assertThat(Instant.parse(link.path("expiresAt").asText()))
                .isBetween(Instant.now().plusSeconds(14 * 60), Instant.now().plusSeconds(16 * 60));
        String url = link.path("url").asText();
        // Workers are asked for it.
        assertThat(url).startsWith("http://127.0.0.1:");
        assertThat(fetch(url).body()).isEqualTo(picture);
        String other = keep(Pictures.written("gif", 55, 51));
        String tampered = url.replaceFirst("[0-9a-f]{64}", other);
        assertThat(fetch(tampered).statusCode()).isEqualTo(403);
    }

    @Test
    void unknownImagesAreNotFound() {
        for (String id : new String[] {UNKNOWN, "xyz", "..%2f..%2fprobe"}) {
            http.get("/v1/images/" + id).problem(404, "image-not-found");
            http.get("/v1/images/" + id + "/content").problem(404, "image-not-found");
            http.post("/v1/images/" + id + "/link", new byte[0]).problem(404, "image-not-found");
        }
    }

    @Test
    void everyBadBodyIsRefusedAsWhatItIs() {
        byte[] picture = Pictures.written("jpg", 56, 51);
        http.post("/v1/images", new byte[0]).problem(400, "empty-body");
        http.send("POST", "/v1/images", BodyPublishers.ofInputStream(InputStream::nullInputStream))
                .problem(400, "empty-body");
        http.post("/v1/images", "no picture".getBytes(StandardCharsets.UTF_8)).problem(422, "not-an-image");
        http.post("/v1/images", Arrays.copyOf(picture, picture.length - 2)).problem(422, "truncated-image");
        JsonNode giant = http.post("/v1/images", Pictures.tinyGif(65535, 32767)).problem(413, "image-too-large");
        assertThat(giant.path("maximum").asLong()).isEqualTo(40_000_000);
    }

    @Test
    void anOverLongBodyIsRefusedWhetherItSaysItsLengthOrNot() {
        byte[] tooLong = Arrays.copyOf(Pictures.written("jpg", 57, 51), MAX_BYTES + 1);
        JsonNode declared = http.post("/v1/images", tooLong).problem(413, "body-too-large");
        assertThat(declared.path("maximum").asLong()).isEqualTo(MAX_BYTES);
        InputStream chunks = new SequenceInputStream(new ByteArrayInputStream(tooLong), InputStream.nullInputStream());
        http.send("POST", "/v1/images", BodyPublishers.ofInputStream(() -> chunks))
                .problem(413, "body-too-large");
    }

    @Test
    void aBadHeaderIsRefusedWhileTheRestOfTheBodyIsStillOnItsWay() throws Exception {
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(5000);
            socket.getOutputStream()
                    .write(("POST /v1/images HTTP/1.1\r\nHost: x\r\nContent-Length: 20000000\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(Pictures.tinyGif(65535, 32767));
            byte[] answer = socket.getInputStream().readNBytes(12);
            assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 413");
        }
    }

    @Test
    void refusalsLeaveNothingBehind() throws Exception {
        everyBadBodyIsRefusedAsWhatItIs();
        try (Stream<java.nio.file.Path> files = Files.list(parts.folder().resolve("spool"))) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void unknownPathsMethodsAndTypesAreProblemsToo() {
        http.get("/v1/pictures").problem(404, "not-found");
        http.get("/").problem(404, "not-found");
        http.delete("/v1/images/" + UNKNOWN + "/content").problem(405, "method-not-allowed");
        http.get("/v1/images/" + keep(Pictures.written("png", 58, 51)), "Accept", "text/html")
                .problem(406, "not-acceptable");
    }

    @Test
    void anImageIsItsTenantsAloneUntilAnotherHasTheBytes() {
        byte[] picture = Pictures.written("png", 59, 51);
        Http.Answer first = http.post("/v1/images", picture, TENANT, "north");
        assertThat(first.status()).isEqualTo(201);
        String image = "/v1/images/" + first.json().path("id").asText();
        assertThat(statuses(image, TENANT, "north")).containsOnly(200);
        assertThat(statuses(image)).containsOnly(200);
        for (String other : new String[] {"south", "default", "north-"}) {
            http.get(image, TENANT, other).problem(404, "image-not-found");
            http.get(image + "/content", TENANT, other).problem(404, "image-not-found");
            http.get(image + "/content", TENANT, other, "If-None-Match", "*").problem(404, "image-not-found");
            http.post(image + "/link", new byte[0], TENANT, other).problem(404, "image-not-found");
        }

        // That it is kept already is not told to who has not had it.
        assertThat(http.post("/v1/images", picture, TENANT, "south").status()).isEqualTo(201);
        assertThat(http.post("/v1/images", picture, TENANT, "south").status()).isEqualTo(200);
        assertThat(statuses(image, TENANT, "south")).containsOnly(200);
        assertThat(statuses(image, TENANT, "north")).containsOnly(200);
        assertThat(statuses(image, TENANT, "default")).containsOnly(404);
    }

    @Test
    void whatIsSentWithoutATenantIsTheDefaultOnes() {
        String image = "/v1/images/" + keep(Pictures.written("png", 60, 51));
        assertThat(statuses(image, TENANT, "default")).containsOnly(200);
        assertThat(statuses(image, TENANT, "north")).containsOnly(404);
    }

    @Test
    void anImageFromBeforeThereWereTenantsIsTheDefaultOnes() throws Exception {
        byte[] picture = Pictures.written("png", 61, 51);
        String id = sha256(picture);
        Map<String, String> described = Map.of("impasto-width", "61", "impasto-height", "51");
        bucket.put(new NewObject("images/" + id, "image/png", described), picture);
        String image = "/v1/images/" + id;
        assertThat(statuses(image, TENANT, "default")).containsOnly(200);
        assertThat(statuses(image, TENANT, "north")).containsOnly(404);
        assertThat(http.post("/v1/images", picture).status()).isEqualTo(200);
        assertThat(http.post("/v1/images", picture, TENANT, "north").status()).isEqualTo(201);
        assertThat(statuses(image, TENANT, "default")).containsOnly(200);
        assertThat(statuses(image, TENANT, "north")).containsOnly(200);
    }

    @Test
    void aTenantsNameThatIsNoneIsRefused() {
        byte[] picture = Pictures.written("png", 62, 51);
        for (String name : new String[] {"", "North", "-north", "a/b", "..", "n".repeat(64)}) {
            http.post("/v1/images", picture, TENANT, name).problem(400, "invalid-tenant");
            http.get("/v1/images/" + UNKNOWN, TENANT, name).problem(400, "invalid-tenant");
        }
        http.get("/v1/images/" + UNKNOWN, TENANT, "north", TENANT, "south").problem(400, "invalid-tenant");
        http.get("/v1/images/" + UNKNOWN, TENANT, "n".repeat(63)).problem(404, "image-not-found");
    }

    private List<Integer> statuses(String image, String... headers) {
        return List.of(
                http.get(image, headers).status(),
                http.get(image + "/content", headers).status(),
                http.post(image + "/link", new byte[0], headers).status());
    }

    private String keep(byte[] picture) {
        return http.post("/v1/images", picture).json().path("id").asText();
    }

    private static HttpResponse<byte[]> fetch(String url) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
