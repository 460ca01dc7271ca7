package io.impasto.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntUnaryOperator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.Webhook;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.impasto.gateway.stack.Client;
import io.impasto.gateway.stack.Client.Form;
import io.impasto.gateway.stack.OpenApi;
import io.impasto.gateway.stack.Pictures;
import io.impasto.gateway.stack.TestStack;
import io.impasto.gateway.stack.Topic;
import io.impasto.gateway.stack.Worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@QuarkusTest
@QuarkusTestResource(TestStack.class)
class WebhookIT {

    @TestHTTPResource
    URI base;

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile IntUnaryOperator answer = call -> 204;
    private HttpServer receiver;
    private Worker worker;
    private Client client;

    /** One call of the webhook. */
    private record Received(String path, HttpHeaders headers, String body) {
        String id() {
            return headers.firstValue("webhook-id").orElse("");
        }
    }

    @BeforeEach
    void start() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", this::receive);
        receiver.start();
        worker = new Worker();
        client = new Client(base, new OpenApi());
    }

    @AfterEach
    void stop() {
        receiver.stop(0);
        worker.close();
    }

    @Test
    void theEndOfATransferIsToldWithASignatureThatTheOfficialLibraryVerifies() throws Exception {
        UUID id = client.submit("{}", url("/hook?shop=7"));
        worker.started(id, 1);
        worker.completed(id, 1);
        await().until(() -> received.size() == 1);
        Received call = received.get(0);
        new Webhook(TestStack.SECRET).verify(call.body(), call.headers());
        new Webhook(TestStack.NEXT_SECRET).verify(call.body(), call.headers());
        assertThat(call.headers().firstValue("traceparent").orElseThrow()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
        JsonNode body = new ObjectMapper().readTree(call.body());
        assertThat(call.path()).isEqualTo("/hook?shop=7");
        assertThat(call.id()).isEqualTo("msg_" + id + "_completed");
        assertThat(body.path("type").asText()).isEqualTo("io.impasto.transfer.completed.v1");
        assertThat(body.path("data").path("id").asText()).isEqualTo(id.toString());
        assertThat(body.path("data").path("state").asText()).isEqualTo("succeeded");
        awaitOutcome(id, "delivered");
    }

    @Test
    void aReceiverOfACompanysOwnAuthorityIsBelieved() throws Exception {
        HttpsServer secure = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(TestStack.authority().certify("dns:localhost")));
        secure.createContext("/", this::receive);
        secure.start();
        try {
            UUID id = client.submit(
                    "{}", "https://localhost:" + secure.getAddress().getPort() + "/hook");
            worker.completed(id, 1);
            awaitOutcome(id, "delivered");
            assertThat(received).hasSize(1);
            Received call = received.get(0);
            new Webhook(TestStack.SECRET).verify(call.body(), call.headers());
            assertThat(call.id()).isEqualTo("msg_" + id + "_completed");
        } finally {
            secure.stop(0);
        }
    }

    @Test
    void onlyTheEventsThatWereAskedForAreTold() throws Exception {
        UUID id =
                client.submit("{}", "{\"url\":\"" + url("/") + "\",\"events\":[\"started\",\"paused\",\"cancelled\"]}");
        worker.started(id, 1);
        worker.progressed(id, 1, 1);
        worker.paused(id, 1);
        client.ask(id, "resume");
        worker.started(id, 2);
        worker.cancelled(id, 2);
        await().until(() -> received.size() == 4);
        List<String> told = new ArrayList<>();
        for (Received call : received) {
            told.add(new ObjectMapper().readTree(call.body()).path("type").asText());
        }
        assertThat(told)
                .containsExactlyInAnyOrder(
                        "io.impasto.transfer.started.v1",
                        "io.impasto.transfer.paused.v1",
                        "io.impasto.transfer.started.v1",
                        "io.impasto.transfer.cancelled.v1");
        assertThat(received.stream().map(Received::id)).doesNotHaveDuplicates();
    }

    @Test
    void aReceiverThatIsGoneIsToldNothingMoreUntilARedeliveryIsAccepted() throws Exception {
        answer = call -> 410;
        String gone = url("/gone");
        UUID id = client.submit("{}", "{\"url\":\"" + gone + "\",\"events\":[\"started\",\"completed\"]}");
        worker.started(id, 1);
        awaitOutcome(id, "gone");
        worker.completed(id, 1);
        awaitOutcome(id, "disabled");
        UUID another = client.submit("{}", gone);
        worker.completed(another, 1);
        awaitOutcome(another, "disabled");
        assertThat(received).hasSize(1);

        answer = call -> 200;
        JsonNode disabled = deliveries(another).path(0);
        assertThat(disabled.path("outcome").asText()).isEqualTo("disabled");
        assertThat(client.send("POST", disabled.at("/links/redeliver").asText(), null)
                        .statusCode())
                .isEqualTo(202);
        awaitOutcome(another, "delivered");
        assertThat(received.get(1).id()).isEqualTo(disabled.path("id").asText());
        UUID third = client.submit("{}", gone);
        worker.completed(third, 1);
        awaitOutcome(third, "delivered");
    }

    @Test
    void theLogTellsOfEverySending() throws Exception {
        answer = call -> call == 0 ? 500 : 200;
        UUID id = client.submit("{}", url("/logged"));
        worker.failed(id, 1);
        awaitOutcome(id, "delivered");
        JsonNode log = deliveries(id);
        assertThat(log).hasSize(1);
        JsonNode delivery = log.path(0);
        assertThat(delivery.path("type").asText()).isEqualTo("io.impasto.transfer.failed.v1");
        assertThat(delivery.path("outcome").asText()).isEqualTo("delivered");
        assertThat(delivery.at("/attempts/0/status").asInt()).isEqualTo(500);
        assertThat(delivery.at("/attempts/0/error").asText()).isEqualTo("it answered 500");
        assertThat(delivery.at("/attempts/1/status").asInt()).isEqualTo(200);
        assertThat(delivery.at("/attempts/1").has("error")).isFalse();

        client.send("POST", delivery.at("/links/redeliver").asText(), null);
        await().until(() -> received.size() == 3);
        assertThat(received.get(2).id()).isEqualTo(received.get(0).id());
        assertThat(received.get(2).body()).isEqualTo(received.get(0).body());
        await().until(() -> deliveries(id).at("/0/attempts").size() == 3);
    }

    @Test
    void theLogIsWholeInWhateverPartitionsItLies() throws Exception {
        UUID id = client.submit("{}", url("/moved"));
        worker.failed(id, 1);
        awaitOutcome(id, "delivered");
        ConsumerRecord<String, String> last = Topic.records("impasto.deliveries").stream()
                .filter(record -> id.toString().equals(record.key()))
                .reduce((before, next) -> next)
                .orElseThrow();
        // Where it would have lain while the topic had another number of partitions.
        int elsewhere = last.partition() == 0 ? 1 : 0;
        String earlier = last.value().replace("_failed", "_started");
        worker.send(new ProducerRecord<>(
                "impasto.deliveries", elsewhere, id.toString(), earlier.getBytes(StandardCharsets.UTF_8)));
        await().until(() -> deliveries(id).size() == 2);
    }

    @Test
    void whatWaitsIsCounted() {
        answer = call -> 500;
        UUID id = client.submit("{}", url("/waits"));
        worker.failed(id, 1);
        await().until(() -> pending() > 0);
        awaitOutcome(id, "exhausted");
        await().until(() -> pending() == 0);
    }

    private double pending() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(base.resolve("/q/metrics")).build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .body()
                .lines()
                .filter(line -> line.startsWith("impasto_webhook_deliveries_pending"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode deliveries(UUID id) throws IOException {
        return new ObjectMapper()
                .readTree(client.get("/v1/transfers/" + id + "/deliveries").body())
                .path("deliveries");
    }

    @Test
    void aReceiverThatFailsIsTriedAgainWithTheSameId() {
        answer = call -> call == 0 ? 500 : 200;
        UUID id = client.submit("{}", url("/"));
        worker.failed(id, 1);
        awaitOutcome(id, "delivered");
        assertThat(received).hasSize(2);
        assertThat(received.stream().map(Received::id)).containsOnly("msg_" + id + "_failed");
        assertThat(received.get(1).body()).isEqualTo(received.get(0).body());
    }

    @Test
    void theTraceOfTheRequestComesWithEverySending() {
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        answer = call -> call == 0 ? 500 : 200;
        UUID id = UUID.randomUUID();
        Form form = new Form()
                .file("content", Pictures.png(1))
                .file("style", Pictures.png(2))
                .text("webhook", url("/"));
        client.send(
                "PUT",
                "/v1/transfers/" + id,
                form.bytes(),
                "Content-Type",
                Form.type(),
                "traceparent",
                trace,
                "tracestate",
                "shop=1");
        worker.failed(id, 1);
        awaitOutcome(id, "delivered");
        assertThat(received).hasSize(2).allSatisfy(call -> {
            assertThat(call.headers().firstValue("traceparent")).contains(trace);
            assertThat(call.headers().firstValue("tracestate")).contains("shop=1");
        });
    }

    @Test
    void aRedirectIsNotFollowedAndAttemptsEnd() {
        answer = call -> 302;
        UUID id = client.submit("{}", url("/away"));
        worker.failed(id, 1);
        awaitOutcome(id, "exhausted");
        assertThat(received).hasSize(3).allSatisfy(call -> assertThat(call.path())
                .isEqualTo("/away"));
    }

    @Test
    void anEndThatIsReportedTwiceIsToldOnce() {
        UUID id = client.submit("{}", url("/"));
        worker.completed(id, 1);
        worker.completed(id, 2);
        worker.failed(id, 3);
        awaitOutcome(id, "delivered");
        assertThat(Topic.records("impasto.deliveries"))
                .filteredOn(record -> id.toString().equals(record.key()))
                .hasSize(2);
        assertThat(received).hasSize(1);
    }

    private void awaitOutcome(UUID id, String outcome) {
        await().until(() -> Topic.records("impasto.deliveries").stream()
                .anyMatch(record -> id.toString().equals(record.key())
                        && record.value().contains("\"outcome\":\"" + outcome + "\"")));
    }

    private String url(String path) {
        return "http://127.0.0.1:" + receiver.getAddress().getPort() + path;
    }

    private void receive(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, List<String>> headers = Map.copyOf(exchange.getRequestHeaders());
        int status = answer.applyAsInt(received.size());
        received.add(new Received(
                exchange.getRequestURI().toString(), HttpHeaders.of(headers, (name, value) -> true), body));
        if (status == 302) {
            exchange.getResponseHeaders().add("Location", url("/elsewhere"));
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }
}
