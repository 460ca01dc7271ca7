package io.impasto.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.impasto.gateway.stack.Client;
import io.impasto.gateway.stack.Client.Form;
import io.impasto.gateway.stack.EventSource;
import io.impasto.gateway.stack.OpenApi;
import io.impasto.gateway.stack.Pictures;
import io.impasto.gateway.stack.TestStack;
import io.impasto.stack.Service;
import io.impasto.stack.keys.Keys;

import static io.impasto.gateway.stack.Client.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A gateway that asks for API keys, as a process beside the one of the other tests. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AccessIT {

    private static final OpenApi OPEN_API = new OpenApi();
    private static final Path JAR =
            Path.of(System.getProperty("impasto.root"), "gateway-service/target/quarkus-app/quarkus-run.jar");

    /** Of the right form, and in no file. */
    private static final String NOBODYS =
            "imp_000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1fc423befd";

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static final OpenApi.Operation SHOW = new OpenApi.Operation("GET", "/v1/transfers/{id}");
    private static final OpenApi.Operation COMPLETE = new OpenApi.Operation("POST", "/v1/uploads/{id}/complete");
    private static final OpenApi.Operation GIVE_UP = new OpenApi.Operation("DELETE", "/v1/images/{id}");
    private static final OpenApi.Operation LIST = new OpenApi.Operation("GET", "/v1/transfers");

    @TempDir
    static Path folder;

    private static Path keysFile;
    private static Service gateway;
    private static Client client;
    private static String acme;
    private static String umbra;
    private static String acmesTransfer;

    @BeforeAll
    static void start() {
        keysFile = folder.resolve("keys");
        acme = key("acme", "first");
        umbra = key("umbra", "first");
        gateway = Service.startKeepingClasses(
                "gateway-with-keys",
                JAR,
                folder,
                Map.of(
                        "IMPASTO_KAFKA_BOOTSTRAP_SERVERS", TestStack.broker().bootstrapServers(),
                        "IMPASTO_STORAGE_URL", TestStack.storage().url().toString(),
                        "IMPASTO_ACCESS_KEYS_FILE", keysFile.toString(),
                        "IMPASTO_ACCESS_KEYS_REFRESH", "0.05S",
                        "IMPASTO_LIVE_HEARTBEAT", "0.1S"));
        client = new Client(gateway.url(), OPEN_API);
        acmesTransfer = json(submit(acme)).path("id").asText();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    static Stream<OpenApi.Operation> operations() {
        return OPEN_API.operations().filter(operation -> operation.path().startsWith("/v1/"));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyOperationAsksForAKey(OpenApi.Operation operation) {
        for (String[] credential : new String[][] {
            {},
            {"Authorization", "Bearer " + acme.substring(0, 75) + "x"},
            {"Authorization", "Bearer " + NOBODYS},
            {"Authorization", "Basic " + acme},
            {"Authorization", acme},
            {"Authorization", "Bearer " + acme + " " + acme},
            {"Authorization", "Bearer " + acme, "Authorization", "Bearer " + acme},
        }) {
            HttpResponse<byte[]> refused = client.send(
                    operation.method(), operation.path(UUID.randomUUID().toString()), null, credential);
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(json(refused).path("type").asText())
                    .isEqualTo("urn:impasto:problem:credential-" + (credential.length == 0 ? "missing" : "invalid"));
            assertThat(refused.headers().firstValue("WWW-Authenticate").orElseThrow())
                    .startsWith("Bearer realm=\"impasto\"")
                    .matches(challenge -> challenge.contains("invalid_token") == (credential.length > 0));
            assertThat(new String(refused.body(), StandardCharsets.UTF_8)).doesNotContain(acme.substring(0, 20));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "bearer ", "BEARER  "})
    void aKeyIsLetIn(String scheme) {
        assertThat(client.get("/v1/transfers", "Authorization", scheme + acme).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/openapi.yaml", "/q/health/ready"})
    void thePageAndTheContractAreForEveryone(String path) throws Exception {
        assertThat(withoutKey(gateway.url().resolve(path)).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//v1/transfers",
                "/v1//transfers",
                "/v1/transfers/",
                "/v1;a=b/transfers",
                "/;a=b/v1/transfers",
                "/%761/transfers",
                "/v1%2Ftransfers",
                "/./v1/transfers",
                "/page/../v1/transfers",
                "/page/%2e%2e/v1/transfers",
                "/v1/transfers;a=b",
            })
    void noWayOfWritingAPathLeadsPastTheGate(String path) throws Exception {
        HttpResponse<String> answer = withoutKey(URI.create(gateway.url() + path));
        assertThat(answer.statusCode()).isBetween(400, 404);
        assertThat(answer.body()).doesNotContain("\"transfers\"");
    }

    @ParameterizedTest
    @MethodSource("operations")
    void whatBelongsToSomeoneElseIsAnsweredLikeWhatIsNotThere(OpenApi.Operation operation) {
        HttpResponse<byte[]> foreign = as(umbra, operation, acmesTransfer);
        assertThat(text(foreign)).doesNotContain(acmesTransfer);
        if (operation.path().startsWith("/v1/transfers/{id}")) {
            String nowhere = UUID.randomUUID().toString();
            HttpResponse<byte[]> unknown = as(umbra, operation, nowhere);
            assertThat(foreign.statusCode()).isEqualTo(unknown.statusCode());
            assertThat(text(foreign)).isEqualTo(text(unknown).replace(nowhere, acmesTransfer));
            assertThat(foreign.statusCode()).isEqualTo(operation.method().equals("PUT") ? 400 : 404);
        }
        assertThat(json(as(acme, SHOW, acmesTransfer)).path("state").asText()).isEqualTo("queued");
    }

    @Test
    void anUploadOfSomeoneElseIsAnsweredLikeOneThatIsNotThere() {
        JsonNode upload = json(client.post(
                "/v1/uploads",
                "application/json",
                "{\"bytes\":1}".getBytes(StandardCharsets.UTF_8),
                "Authorization",
                "Bearer " + acme));
        String id = upload.path("id").asText();
        String nowhere = UUID.randomUUID().toString();
        assertThat(text(as(umbra, COMPLETE, id))).isEqualTo(text(as(umbra, COMPLETE, nowhere)));
        assertThat(as(umbra, COMPLETE, id).statusCode()).isEqualTo(404);
        assertThat(as(acme, COMPLETE, id).statusCode()).isEqualTo(409);
    }

    @Test
    void anImageOfSomeoneElseCannotBeGivenUp() {
        String id = json(client.post("/v1/images", "image/png", Pictures.png(77), "Authorization", "Bearer " + acme))
                .path("id")
                .asText();
        assertThat(text(as(umbra, GIVE_UP, id))).isEqualTo(text(as(umbra, GIVE_UP, "0".repeat(64))));
        assertThat(as(umbra, GIVE_UP, id).statusCode()).isEqualTo(404);
        assertThat(as(acme, GIVE_UP, id).statusCode()).isEqualTo(204);
    }

    @Test
    void aTenantSeesAllOfItsOwn() {
        assertThat(text(as(acme, LIST, acmesTransfer))).contains(acmesTransfer);
        assertThat(as(acme, SHOW, acmesTransfer).statusCode()).isEqualTo(200);
    }

    @Test
    void theSameIdempotencyKeyOfTwoTenantsMakesTwoTransfers() {
        String first = json(submit(acme, "Idempotency-Key", "k1")).path("id").asText();
        String other = json(submit(umbra, "Idempotency-Key", "k1")).path("id").asText();
        String again = json(submit(acme, "Idempotency-Key", "k1")).path("id").asText();
        assertThat(again).isEqualTo(first).isNotEqualTo(other);
        assertThat(text(as(umbra, LIST, other))).contains(other).doesNotContain(first);
    }

    @Test
    void anIdThatSomeoneElseChoseCanNotBeTakenOver() {
        String image = json(client.post("/v1/images", "image/png", Pictures.png(3), "Authorization", "Bearer " + umbra))
                .path("id")
                .asText();
        byte[] body =
                ("{\"content\":\"" + image + "\",\"styles\":[\"" + image + "\"]}").getBytes(StandardCharsets.UTF_8);
        HttpResponse<byte[]> refused = client.send(
                "PUT",
                "/v1/transfers/" + acmesTransfer,
                body,
                "Content-Type",
                "application/json",
                "Authorization",
                "Bearer " + umbra);
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(json(refused).path("type").asText()).isEqualTo("urn:impasto:problem:transfer-id-taken");
    }

    @Test
    void aBrowserIsLetInByTheCookieThatItsKeyWasExchangedFor() {
        String cookie = signIn(acme);
        JsonNode session = json(client.get("/v1/session", "Cookie", cookie));
        assertThat(session.path("tenant").asText()).isEqualTo("acme");
        assertThat(session.path("signedIn").asBoolean()).isTrue();
        assertThat(client.get("/v1/transfers", "Cookie", cookie).statusCode()).isEqualTo(200);
        HttpResponse<byte[]> out = client.send("DELETE", "/v1/session", null, "Cookie", cookie);
        assertThat(out.statusCode()).isEqualTo(204);
        assertThat(setCookie(out)).startsWith("impasto-session=;").contains("Max-Age=0");
    }

    @Test
    void theHeaderCountsBeforeTheCookie() {
        String cookie = signIn(acme);
        assertThat(json(client.get("/v1/session", "Cookie", cookie, "Authorization", "Bearer " + umbra))
                        .path("tenant")
                        .asText())
                .isEqualTo("umbra");
        assertThat(client.get("/v1/session", "Cookie", cookie, "Authorization", "Bearer " + NOBODYS)
                        .statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, same-origin, 204",
        "Sec-Fetch-Site, same-site, 401",
        "Sec-Fetch-Site, cross-site, 401",
        "Sec-Fetch-Site, none, 401",
        "Origin, OWN, 204",
        "Origin, http://elsewhere.example, 401",
        "Origin, null, 401",
    })
    void byCookieNothingIsChangedForAnotherSite(String header, String value, int status) {
        String said = value.replace("OWN", "http://" + gateway.url().getAuthority());
        assertThat(client.send("POST", "/v1/session", null, "Cookie", signIn(acme), header, said)
                        .statusCode())
                .isEqualTo(status);
    }

    @Test
    void aCookieIsAsGoodAsItsKey() {
        assertThat(client.get("/v1/transfers", "Cookie", "impasto-session=" + NOBODYS)
                        .statusCode())
                .isEqualTo(401);
        assertThat(client.get("/v1/transfers", "Cookie", "impasto-session=").statusCode())
                .isEqualTo(401);
        String third = key("acme", "third");
        await().untilAsserted(() -> assertThat(status(third)).isEqualTo(200));
        String cookie = signIn(third);
        keys("revoke", "--tenant", "acme", "--name", "third");
        await().untilAsserted(() -> assertThat(
                        client.get("/v1/transfers", "Cookie", cookie).statusCode())
                .isEqualTo(401));
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void everyDocumentedAnswerAboutSessionsWasSeen() {
        assertThat(Chapter.SESSION.unseen(OPEN_API)).isEmpty();
    }

    /** The cookie that a browser gets for a key, as it sends it. */
    private static String signIn(String key) {
        HttpResponse<byte[]> in = client.send("POST", "/v1/session", null, "Authorization", "Bearer " + key);
        assertThat(in.statusCode()).isEqualTo(204);
        String cookie = setCookie(in);
        assertThat(cookie).contains("Path=/v1", "HTTPOnly", "SameSite=Strict").doesNotContain("Secure", "Max-Age");
        return cookie.substring(0, cookie.indexOf(';'));
    }

    private static String setCookie(HttpResponse<byte[]> answer) {
        return answer.headers().firstValue("Set-Cookie").orElseThrow();
    }

    @Test
    void keysComeAndGoWithoutARestart() {
        String second = key("acme", "second");
        await().untilAsserted(() -> assertThat(status(second)).isEqualTo(200));
        assertThat(status(acme)).isEqualTo(200);
        keys("revoke", "--tenant", "acme", "--name", "second");
        await().untilAsserted(() -> assertThat(status(second)).isEqualTo(401));
        assertThat(status(acme)).isEqualTo(200);
    }

    @Test
    void aStreamThatIsOpenEndsWhenItsKeyIsRevokedAndOthersGoOn() throws Exception {
        String watching = key("acme", "watching");
        await().untilAsserted(() -> assertThat(status(watching)).isEqualTo(200));
        URI events = gateway.url().resolve("/v1/transfers/" + acmesTransfer + "/events");
        try (EventSource other = new EventSource(events, null, "Authorization", "Bearer " + acme);
                EventSource stream = new EventSource(events, null, "Cookie", signIn(watching))) {
            await().until(() -> stream.heartbeats() > 1);
            keys("revoke", "--tenant", "acme", "--name", "watching");
            await().until(stream::ended);
            int before = other.heartbeats();
            await().until(() -> other.heartbeats() > before + 1);
            assertThat(other.ended()).isFalse();
        }
    }

    @Test
    void aBrokenFileLeavesTheKeysAsTheyWereAndSaysSo() throws IOException {
        String good = Files.readString(keysFile);
        Files.writeString(keysFile, "acme only-a-name\n");
        try {
            await().untilAsserted(() -> {
                assertThat(status(acme)).isEqualTo(200);
                assertThat(log()).contains("The API keys stay as they were").contains("line 1 must have");
            });
        } finally {
            Files.writeString(keysFile, good);
        }
        String later = key("acme", "later");
        await().untilAsserted(() -> assertThat(status(later)).isEqualTo(200));
    }

    @Test
    void withoutKeysOnlyLoopbackIsListenedTo() throws Exception {
        assertThat(refusal(Map.of("QUARKUS_HTTP_HOST", "0.0.0.0")))
                .contains("Refusing to listen on 0.0.0.0 without API keys: set IMPASTO_ACCESS_KEYS_FILE")
                .doesNotContain("\tat ");
    }

    @Test
    void aFileOfKeysThatIsNotThereIsAnErrorAtTheStart() throws Exception {
        assertThat(refusal(Map.of(
                        "IMPASTO_ACCESS_KEYS_FILE", folder.resolve("nothing").toString())))
                .contains("cannot be read: " + folder.resolve("nothing") + " does not exist")
                .doesNotContain("\tat ");
    }

    /** What a gateway says that does not start. */
    private static String refusal(Map<String, String> environment) throws Exception {
        Path said = Files.createTempFile(folder, "gateway", ".log");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-Xmx128m",
                        "-jar",
                        JAR.toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().put("QUARKUS_HTTP_PORT", "0");
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
            assertThat(process.exitValue()).isNotZero();
            return Files.readString(said);
        } finally {
            process.destroyForcibly();
        }
    }

    private static HttpResponse<String> withoutKey(URI address) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }

    private static HttpResponse<byte[]> as(String key, OpenApi.Operation operation, String id) {
        byte[] body =
                operation.method().equals("PATCH") ? "{\"contentWeight\":2}".getBytes(StandardCharsets.UTF_8) : null;
        return client.send(
                operation.method(),
                operation.path(id),
                body,
                "Authorization",
                "Bearer " + key,
                "Content-Type",
                "application/json");
    }

    private static HttpResponse<byte[]> submit(String key, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("Authorization", "Bearer " + key));
        HttpResponse<byte[]> accepted = client.post(
                "/v1/transfers",
                new Form().file("content", Pictures.png(1)).file("style", Pictures.png(2)),
                all.toArray(String[]::new));
        assertThat(accepted.statusCode()).as(text(accepted)).isEqualTo(202);
        return accepted;
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static int status(String key) {
        return client.get("/v1/transfers", "Authorization", "Bearer " + key).statusCode();
    }

    private static String log() throws IOException {
        return Files.readString(folder.resolve("gateway-with-keys.log"));
    }

    private static String key(String tenant, String name) {
        return keys("create", "--tenant", tenant, "--name", name).strip();
    }

    private static String keys(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--file", keysFile.toString()));
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        int code = Keys.run(new PrintStream(printed, true), System.err, Map.of(), all.toArray(String[]::new));
        assertThat(code).isZero();
        return printed.toString(StandardCharsets.UTF_8);
    }
}
