package io.impasto.storage.artifacts;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.impasto.storage.Http;
import io.impasto.storage.WithStoreAndBroker;
import io.impasto.storage.contract.Contract;
import io.impasto.storage.images.format.Pictures;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@QuarkusTestResource(WithStoreAndBroker.class)
class ArtifactsIT {

    @TestHTTPResource("/")
    URI base;

    private Http http;
    private final String transfer = "/v1/transfers/" + UUID.randomUUID();

    @BeforeEach
    void speak() {
        http = new Http(base);
    }

    @Test
    void aResultIsWrittenOnceAndMayBeSentAgain() {
        byte[] picture = Pictures.written("png");
        Http.Answer first = put("result.png", 1, "image/png", picture);
        assertThat(first.status()).isEqualTo(201);
        assertThat(first.header("Location")).endsWith(transfer + "/artifacts/result.png");
        assertThat(new Contract().violations("artifact:v1", first.json())).isEmpty();
        assertThat(first.json().path("width").asInt()).isEqualTo(Pictures.WIDTH);

        Http.Answer again = put("result.png", 2, "image/png", picture);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(first.json());

        JsonNode refused =
                put("result.png", 2, "image/png", Pictures.written("png", 9, 9)).problem(409, "artifact-exists");
        assertThat(refused.path("artifact")).isEqualTo(first.json());
        assertThat(refused.path("attempt").asInt()).isEqualTo(1);
        assertThat(http.get(transfer + "/artifacts/result.png").bytes()).isEqualTo(picture);
    }

    @Test
    void ofSeveralWritersOfAResultOneWins() {
        List<Http.Answer> answers =
                atOnce(8, i -> put("losses.csv", 1, "text/csv", ("evaluation,total\n0," + i).getBytes(UTF_8)));
        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.status() == 409).hasSize(7);
        String winner = answers.stream()
                .filter(answer -> answer.status() == 201)
                .findFirst()
                .orElseThrow()
                .json()
                .path("sha256")
                .asText();
        assertThat(http.get(transfer + "/artifacts/losses.csv").header("ETag")).isEqualTo('"' + winner + '"');
    }

    @Test
    void aCheckpointIsReplacedByLaterAttemptsOnly() {
        assertThat(put("checkpoint.bin", 2, null, new byte[] {1}).status()).isEqualTo(201);
        assertThat(put("checkpoint.bin", 2, null, new byte[] {2}).status()).isEqualTo(201);
        JsonNode stale = put("checkpoint.bin", 1, null, new byte[] {3}).problem(409, "stale-attempt");
        assertThat(stale.path("attempt").asInt()).isEqualTo(2);
        assertThat(put("checkpoint.bin", 3, null, new byte[] {4}).status()).isEqualTo(201);
        assertThat(http.get(transfer + "/artifacts/checkpoint.bin").bytes()).containsExactly(4);
    }

    @Test
    void longArtifactsGoInPartsByTheSameRules() {
        byte[] checkpoint = new byte[150 << 20];
        new Random(1).nextBytes(checkpoint);
        assertThat(put("checkpoint.bin", 2, null, checkpoint).status()).isEqualTo(201);
        put("checkpoint.bin", 1, null, checkpoint).problem(409, "stale-attempt");
        Http.Answer read = http.get(transfer + "/artifacts/checkpoint.bin");
        assertThat(Arrays.equals(read.bytes(), checkpoint)).isTrue();

        byte[] losses = Arrays.copyOf(checkpoint, 40 << 20);
        assertThat(put("losses.csv", 1, "text/csv", losses).status()).isEqualTo(201);
        assertThat(put("losses.csv", 1, "text/csv", losses).status()).isEqualTo(200);
        put("losses.csv", 1, "text/csv", new byte[40 << 20]).problem(409, "artifact-exists");
    }

    @Test
    void aCheckpointCanBeRemovedAndAResultCannot() {
        put("checkpoint.bin", 1, null, new byte[] {1});
        assertThat(http.delete(transfer + "/artifacts/checkpoint.bin").status()).isEqualTo(204);
        assertThat(http.delete(transfer + "/artifacts/checkpoint.bin").status()).isEqualTo(204);
        http.get(transfer + "/artifacts/checkpoint.bin").problem(404, "not-found");
        http.delete(transfer + "/artifacts/result.png").problem(409, "artifact-permanent");
    }

    @Test
    void contentIsServedWithTypeTagAndRange() {
        put("manifest.json", 1, "application/json", "{\"a\":1}".getBytes(UTF_8));
        Http.Answer content = http.get(transfer + "/artifacts/manifest.json");
        assertThat(content.header("Content-Type")).isEqualTo("application/json");
        assertThat(new String(content.bytes(), UTF_8)).isEqualTo("{\"a\":1}");
        String tag = content.header("ETag");
        assertThat(http.get(transfer + "/artifacts/manifest.json", "If-None-Match", tag)
                        .status())
                .isEqualTo(304);
        assertThat(http.get(transfer + "/artifacts/manifest.json", "Range", "bytes=-2")
                        .bytes())
                .isEqualTo("1}".getBytes(UTF_8));
    }

    @Test
    void theListNamesAllArtifactsAndNothingElse() {
        assertThat(http.get(transfer + "/artifacts").json()).isEmpty();
        put("previews/1.jpg", 1, "image/jpeg", Pictures.written("jpg"));
        put("losses.csv", 1, "text/csv", "x".getBytes(UTF_8));
        claim("first");
        JsonNode list = http.get(transfer + "/artifacts").json();
        assertThat(list).extracting(each -> each.path("name").asText()).containsExactly("losses.csv", "previews/1.jpg");
        for (JsonNode artifact : list) {
            assertThat(new Contract().violations("artifact:v1", artifact)).isEmpty();
        }
    }

    @Test
    void aPictureThatIsCutIsNoResult() {
        byte[] picture = Pictures.written("png");
        put("result.png", 1, "image/png", Arrays.copyOf(picture, picture.length - 1))
                .problem(422, "truncated-image");
        http.get(transfer + "/artifacts/result.png").problem(404, "not-found");
    }

    @Test
    void badRequestsAreRefusedAsWhatTheyAre() {
        byte[] body = {1};
        put("..%2f..%2fprobe", 1, null, body).problem(400, "invalid-name");
        put("claim.json", 1, null, body).problem(400, "invalid-name");
        put("a/b/c", 1, null, body).problem(400, "invalid-name");
        http.put("/v1/transfers/not-a-uuid/artifacts/a", body, "Impasto-Attempt", "1")
                .problem(400, "invalid-name");
        http.put(transfer + "/artifacts/a", body).problem(400, "invalid-attempt");
        http.put(transfer + "/artifacts/a", body, "Impasto-Attempt", "0").problem(400, "invalid-attempt");
        http.put(transfer + "/artifacts/a", body, "Impasto-Attempt", "one").problem(400, "invalid-attempt");
        put("a", 1, null, new byte[0]).problem(400, "empty-body");
        http.get(transfer + "/artifacts/a").problem(404, "not-found");
        http.get("/v1/transfers/not-a-uuid/artifacts").problem(400, "invalid-name");
    }

    @Test
    void aTransferBelongsToItsFirstRequest() {
        assertThat(claim("first").status()).isEqualTo(204);
        assertThat(claim("first").status()).isEqualTo(204);
        assertThat(claim("second")
                        .problem(409, "transfer-claimed")
                        .path("request")
                        .asText())
                .isEqualTo("first");
    }

    @Test
    void ofSeveralClaimsAtOnceOneWins() {
        List<Http.Answer> answers = atOnce(8, i -> claim("request-" + i));
        assertThat(answers).filteredOn(answer -> answer.status() == 204).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.status() == 409).hasSize(7);
    }

    @Test
    void aClaimThatIsNoneIsRefused() {
        for (String body : new String[] {"{", "[]", "null", "{}", "{\"request\":\"\"}", "{\"request\":{}}"}) {
            http.put(transfer + "/claim", body.getBytes(UTF_8)).problem(400, "malformed-json");
        }
        http.put(transfer + "/claim", new byte[0]).problem(400, "empty-body");
        http.put(transfer + "/claim", new byte[5000]).problem(413, "body-too-large");
        http.put("/v1/transfers/x/claim", "{\"request\":\"a\"}".getBytes(UTF_8)).problem(400, "invalid-name");
    }

    @Test
    void anAttemptBelongsToTheFirstRecordThatBeganIt() {
        assertThat(hold("1", "impasto.requests-0-17").status()).isEqualTo(204);
        assertThat(hold("1", "impasto.requests-0-17").status()).isEqualTo(204);
        assertThat(hold("1", "impasto.requests-0-18")
                        .problem(409, "transfer-claimed")
                        .path("holder")
                        .asText())
                .isEqualTo("impasto.requests-0-17");
        assertThat(hold("2", "impasto.requests-0-18").status()).isEqualTo(204);
        assertThat(claim("request").status()).isEqualTo(204);
        assertThat(http.get(transfer + "/artifacts").json()).isEmpty();
    }

    @Test
    void anAttemptOfAnEarlierLeaseOfTheSameRecordIsOver() {
        assertThat(hold("1", "impasto.requests-0-17", "a").status()).isEqualTo(204);
        assertThat(hold("1", "impasto.requests-0-17", "a").status()).isEqualTo(204);
        hold("1", "impasto.requests-0-17", "b").problem(409, "attempt-over");
        hold("1", "impasto.requests-0-18", "b").problem(409, "transfer-claimed");
        assertThat(hold("2", "impasto.requests-0-17", "b").status()).isEqualTo(204);
        assertThat(hold("2", "impasto.requests-0-17").status())
                .as("of a worker that does not say")
                .isEqualTo(204);
        assertThat(hold("3", "impasto.requests-0-17").status()).isEqualTo(204);
        hold("3", "impasto.requests-0-17", "c").problem(409, "attempt-over");
        hold("4", "impasto.requests-0-17", " ").problem(400, "malformed-json");
    }

    @Test
    void ofSeveralRecordsThatBeginAnAttemptOneWins() {
        List<Http.Answer> answers = atOnce(8, i -> hold("3", "impasto.requests-0-" + i));
        assertThat(answers).filteredOn(answer -> answer.status() == 204).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.status() == 409).hasSize(7);
    }

    @Test
    void aClaimOfAnAttemptThatIsNoneIsRefused() {
        for (String attempt : new String[] {"0", "-1", "one", "01", "9999999999"}) {
            hold(attempt, "x").problem(400, "invalid-attempt");
        }
        for (String body : new String[] {"{", "[]", "null", "{}", "{\"holder\":\" \"}", "{\"holder\":{}}"}) {
            http.put(transfer + "/claims/1", body.getBytes(UTF_8)).problem(400, "malformed-json");
        }
        hold("1", "x".repeat(256)).problem(400, "malformed-json");
        http.put(transfer + "/claims/1", new byte[0]).problem(400, "empty-body");
        http.put(transfer + "/claims/1", new byte[5000]).problem(413, "body-too-large");
        http.put("/v1/transfers/x/claims/1", "{\"holder\":\"a\"}".getBytes(UTF_8))
                .problem(400, "invalid-name");
        assertThat(hold("1", "first").status()).isEqualTo(204);
    }

    @Test
    void aStaleAttemptReplacesNeitherWhatALaterOneStoredNorAResult() {
        byte[] later = Pictures.written("png", 20, 10);
        byte[] stale = Pictures.written("png", 10, 20);
        assertThat(put("checkpoints/0001.png", 2, "image/png", later).status()).isEqualTo(201);
        put("checkpoints/0001.png", 1, "image/png", stale).problem(409, "stale-attempt");
        assertThat(put("result.png", 2, "image/png", later).status()).isEqualTo(201);
        put("result.png", 1, "image/png", stale).problem(409, "artifact-exists");
        put("result.png", 3, "image/png", stale).problem(409, "artifact-exists");
        for (String name : List.of("checkpoints/0001.png", "result.png")) {
            assertThat(http.get(transfer + "/artifacts/" + name).bytes()).isEqualTo(later);
        }
    }

    @Test
    void ofSeveralAttemptsAtOnceTheLatestIsKept() {
        List<Http.Answer> answers = atOnce(8, i -> put("checkpoint.bin", i + 1, null, new byte[] {(byte) (i + 1)}));
        assertThat(answers).extracting(Http.Answer::status).containsOnly(201, 409);
        assertThat(http.get(transfer + "/artifacts/checkpoint.bin").bytes()).containsExactly(8);
    }

    @Test
    void aLinkToAnArtifactNeedsNoCredentials() throws Exception {
        byte[] picture = Pictures.written("png");
        put("checkpoints/0001.png", 1, "image/png", picture);
        Http.Answer link = http.post(transfer + "/artifacts/checkpoints/0001.png/link", new byte[0]);
        assertThat(Instant.parse(link.json().path("expiresAt").asText()))
                .isBetween(Instant.now().plusSeconds(14 * 60), Instant.now().plusSeconds(16 * 60));
        // Clients are given it.
        assertThat(link.json().path("url").asText()).startsWith("http://localhost:");
        HttpRequest get = HttpRequest.newBuilder(
                        URI.create(link.json().path("url").asText()))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(get, HttpResponse.BodyHandlers.ofByteArray())
                        .body())
                .isEqualTo(picture);
        http.post(transfer + "/artifacts/result.png/link", new byte[0]).problem(404, "not-found");
        http.post(transfer + "/artifacts/claim.json/link", new byte[0]).problem(400, "invalid-name");
        http.post("/v1/transfers/x/artifacts/result.png/link", new byte[0]).problem(400, "invalid-name");
        put("previews/link", 1, null, new byte[] {1});
        assertThat(http.get(transfer + "/artifacts/previews/link").bytes()).containsExactly(1);
    }

    private Http.Answer put(String name, int attempt, String mediaType, byte[] body) {
        String path = transfer + "/artifacts/" + name;
        return mediaType == null
                ? http.put(path, body, "Impasto-Attempt", Integer.toString(attempt))
                : http.put(path, body, "Impasto-Attempt", Integer.toString(attempt), "Content-Type", mediaType);
    }

    private Http.Answer claim(String request) {
        return http.put(transfer + "/claim", ("{\"request\":\"" + request + "\"}").getBytes(UTF_8));
    }

    private Http.Answer hold(String attempt, String holder) {
        return http.put(transfer + "/claims/" + attempt, ("{\"holder\":\"" + holder + "\"}").getBytes(UTF_8));
    }

    private Http.Answer hold(String attempt, String holder, String lease) {
        String body = "{\"holder\":\"" + holder + "\",\"lease\":\"" + lease + "\"}";
        return http.put(transfer + "/claims/" + attempt, body.getBytes(UTF_8));
    }

    private static List<Http.Answer> atOnce(int writers, IntFunction<Http.Answer> writer) {
        List<CompletableFuture<Http.Answer>> all = IntStream.range(0, writers)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> writer.apply(i), run -> new Thread(run).start()))
                .toList();
        return all.stream().map(CompletableFuture::join).toList();
    }
}
