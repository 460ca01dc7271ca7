package io.impasto.gateway;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.impasto.gateway.stack.Client;
import io.impasto.gateway.stack.EventSource;
import io.impasto.gateway.stack.EventSource.Event;
import io.impasto.gateway.stack.OpenApi;
import io.impasto.gateway.stack.TestStack;
import io.impasto.gateway.stack.Worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@QuarkusTest
@QuarkusTestResource(TestStack.class)
class LiveIT {

    @TestHTTPResource
    URI base;

    private Worker worker;
    private Client client;

    @BeforeEach
    void start() {
        worker = new Worker();
        client = new Client(base, new OpenApi());
    }

    @AfterEach
    void stop() {
        worker.close();
    }

    @Test
    void aStreamOpensWithTheStateAndEndsWithTheLastEvent() throws Exception {
        UUID id = client.submit("{}", null);
        try (EventSource stream = open(id, null)) {
            await().until(() -> stream.events().size() == 1);
            List<String> ids =
                    List.of(id(worker.started(id, 1)), id(worker.progressed(id, 1, 1)), id(worker.completed(id, 1)));
            await().until(stream::ended);
            assertThat(stream.events().stream().map(Event::name))
                    .containsExactly("transfer", "transfer.started", "transfer.progressed", "transfer.completed");
            assertThat(stream.ids()).isEqualTo(ids);
            Event progressed = stream.events().get(2);
            assertThat(progressed.data().path("transfer").asText()).isEqualTo(id.toString());
            assertThat(progressed.data().path("time").asText()).isNotBlank();
            assertThat(progressed.data().path("preview").path("href").asText())
                    .isEqualTo("/v1/transfers/" + id + "/artifacts/previews/1-0001.png");
        }
        // What the stream has told, the state knows: a client may ask for the painting at once.
        assertThat(Client.json(client.get("/v1/transfers/" + id)).path("state").asText())
                .isEqualTo("succeeded");
    }

    @Test
    void aStreamResumesAfterTheLastEventThatTheClientGot() throws Exception {
        UUID id = client.submit("{}", null);
        List<String> ids = new ArrayList<>();
        ids.add(id(worker.started(id, 1)));
        for (int i = 1; i <= 5; i++) {
            ids.add(id(worker.progressed(id, 1, i)));
        }
        try (EventSource stream = open(id, ids.get(2))) {
            await().until(() -> stream.events().size() == 3);
            ids.add(id(worker.completed(id, 1)));
            await().until(stream::ended);
            assertThat(stream.ids()).isEqualTo(ids.subList(3, ids.size()));
        }
    }

    @Test
    void aFinishedTransferIsReplayedFromItsFirstEvent() throws Exception {
        UUID id = client.submit("{}", null);
        UUID other = client.submit("{}", null);
        List<String> ids = new ArrayList<>();
        ids.add(id(worker.started(id, 1)));
        for (int i = 1; i <= 250; i++) {
            ids.add(id(worker.progressed(id, 1, i)));
            worker.progressed(other, 1, i);
        }
        ids.add(id(worker.failed(id, 1)));
        await().until(() -> Client.json(client.get("/v1/transfers/" + id))
                .path("state")
                .asText()
                .equals("failed"));
        try (EventSource stream = open(id, null)) {
            await().until(stream::ended);
            assertThat(stream.ids()).isEqualTo(ids);
        }
    }

    /** The hand-over from replay to live, again and again while events are being published. */
    @Test
    void noEventIsLostOrDoubledHoweverAStreamJoins() throws Exception {
        UUID id = client.submit("{}", null);
        CompletableFuture<List<String>> publishing = CompletableFuture.supplyAsync(() -> {
            List<String> ids = new ArrayList<>();
            ids.add(id(worker.started(id, 1)));
            for (int i = 1; i <= 600; i++) {
                ids.add(id(worker.progressed(id, 1, i)));
            }
            ids.add(id(worker.completed(id, 1)));
            return ids;
        });
        List<EventSource> streams = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            EventSource stream = open(id, null);
            streams.add(stream);
            await().until(() -> !stream.events().isEmpty());
        }
        List<String> published = publishing.join();
        for (EventSource stream : streams) {
            await().until(stream::ended);
            assertThat(stream.ids()).isEqualTo(published);
        }
    }

    @Test
    void anAttemptThatWasOvertakenDoesNotEndTheStream() throws Exception {
        UUID id = client.submit("{}", null);
        try (EventSource stream = open(id, null)) {
            worker.started(id, 1);
            worker.started(id, 2);
            worker.failed(id, 1);
            worker.progressed(id, 2, 1);
            await().until(() -> stream.events().size() == 5);
            assertThat(stream.ended()).isFalse();
            worker.completed(id, 2);
            await().until(stream::ended);
        }
    }

    @Test
    void aSilentStreamIsKeptAliveByComments() throws Exception {
        UUID id = client.submit("{}", null);
        try (EventSource stream = open(id, null)) {
            await().until(() -> stream.heartbeats() >= 2);
            assertThat(stream.events()).hasSize(1);
        }
    }

    @Test
    void aTransferThatAnotherSystemRequestedIsFollowedToo() throws Exception {
        UUID id = UUID.randomUUID();
        worker.started(id, 1);
        worker.publish(
                "impasto.requests",
                id,
                "io.impasto.transfer.requested.v1",
                "{\"content\":\"" + "a".repeat(64) + "\",\"styles\":[\"" + "b".repeat(64) + "\"]}");
        await().until(() -> client.send("GET", "/v1/transfers/" + id, null).statusCode() == 200);
        try (EventSource stream = open(id, null)) {
            worker.completed(id, 1);
            await().until(stream::ended);
            assertThat(stream.events().stream().map(Event::name))
                    .containsExactly("transfer", "transfer.started", "transfer.completed");
        }
    }

    private EventSource open(UUID id, String lastEventId) throws Exception {
        EventSource stream = new EventSource(base.resolve("/v1/transfers/" + id + "/events"), lastEventId);
        assertThat(stream.status()).isEqualTo(200);
        return stream;
    }

    private static String id(RecordMetadata place) {
        return place.partition() + "-" + place.offset();
    }
}
