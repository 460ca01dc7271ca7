package io.impasto.acceptance;

import java.awt.image.BufferedImage;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.Webhook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import io.impasto.stack.Topics;
import io.impasto.stack.client.GatewayClient;
import io.impasto.stack.client.Multipart;
import io.impasto.stack.client.ServerEvent;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(WithStack.class)
@Timeout(120)
class EmbeddedStackIT {

    private static final String QUICK = "{\"size\": 96, \"evaluations\": 20}";
    private static final byte[] CONTENT = Pictures.content(120, 80);
    private static final byte[] STYLE = Pictures.style(90, 90, 7);

    private final ObjectMapper json = new ObjectMapper();
    private RunningStack stack;
    private GatewayClient gateway;

    @BeforeEach
    void connect(RunningStack running) {
        stack = running;
        gateway = new GatewayClient(running.gateway());
    }

    @Test
    void aPhotoBecomesAPainting() {
        JsonNode transfer = gateway.submit(order());
        List<ServerEvent> events = follow(transfer);

        assertThat(events).extracting(ServerEvent::type).startsWith("transfer").endsWith("transfer.completed");
        assertThat(events).extracting(ServerEvent::type).contains("transfer.started", "transfer.progressed");
        JsonNode end = gateway.transfer(transfer.path("id").asText());
        assertThat(end.path("state").asText()).isEqualTo("succeeded");
        BufferedImage painting =
                Pictures.read(gateway.bytes(end.at("/links/result").asText()));
        assertThat(painting.getWidth()).isEqualTo(96);
        assertThat(painting.getHeight()).isEqualTo(64);
    }

    @Test
    void thePaintingDiffersFromThePhoto() {
        JsonNode transfer = gateway.submit(new Multipart()
                .bytes("content", Pictures.content(96, 64))
                .bytes("style", STYLE)
                .json("options", QUICK));
        follow(transfer);
        BufferedImage painting =
                Pictures.read(gateway.bytes(transfer.at("/links/result").asText()));
        assertThat(Pictures.difference(painting, Pictures.read(Pictures.content(96, 64))))
                .isBetween(2.0, 120.0);
    }

    @Test
    void eventsCanBeFollowedFromAnyPointAgain() {
        JsonNode transfer = gateway.submit(order());
        List<ServerEvent> first = follow(transfer);
        List<ServerEvent> again = follow(transfer);
        // the first event is the state at the time of asking
        assertThat(again.subList(1, again.size())).isEqualTo(first.subList(1, first.size()));
        List<ServerEvent> rest = new ArrayList<>();
        gateway.follow(
                transfer.at("/links/events").asText() + "?lastEventId="
                        + first.get(first.size() - 2).id(),
                rest::add);
        assertThat(rest).containsExactly(first.get(first.size() - 1));
    }

    @Test
    void aSignedWebhookTellsOfTheEnd() throws Exception {
        try (WebhookReceiver shop = new WebhookReceiver()) {
            JsonNode transfer =
                    gateway.submit(order().text("webhook", shop.address().toString()));
            WebhookReceiver.Delivery delivery = shop.next(60);

            assertThat(delivery).as("delivery within 60 s").isNotNull();
            new Webhook(stack.webhookSecret())
                    .verify(delivery.body(), HttpHeaders.of(delivery.headers(), (name, value) -> true));
            JsonNode message = json.readTree(delivery.body());
            assertThat(message.path("type").asText()).isEqualTo("io.impasto.transfer.completed.v1");
            assertThat(message.at("/data/id")).isEqualTo(transfer.path("id"));
            assertThat(message.at("/data/state").asText()).isEqualTo("succeeded");
        }
    }

    @Test
    void anotherSystemsRequestOnKafkaIsPainted() {
        String id = UUID.randomUUID().toString();
        JsonNode images = gateway.submit(order());
        new Queue(stack.bootstrapServers())
                .publish(
                        Topics.REQUESTS,
                        "io.impasto.transfer.requested.v1",
                        id,
                        "{\"content\": %s, \"styles\": %s, \"options\": %s}"
                                .formatted(images.path("content"), images.path("styles"), QUICK));
        Await.until("the gateway knows " + id, Duration.ofSeconds(10), () -> knows(id));
        follow(gateway.transfer(id));
        JsonNode end = gateway.transfer(id);
        assertThat(end.path("state").asText()).isEqualTo("succeeded");
        assertThat(Pictures.read(gateway.bytes(end.at("/links/result").asText()))
                        .getWidth())
                .isEqualTo(96);
    }

    @Test
    void severalTransfersAreAllPainted() {
        List<JsonNode> transfers =
                IntStream.range(0, 4).mapToObj(i -> gateway.submit(order())).toList();
        transfers.forEach(this::follow);
        assertThat(transfers)
                .extracting(transfer -> gateway.transfer(transfer.path("id").asText())
                        .path("state")
                        .asText())
                .containsOnly("succeeded");
    }

    @Test
    void earlierTransfersAndTheirPicturesSurviveARestart() {
        JsonNode transfer = gateway.submit(order());
        List<ServerEvent> events = follow(transfer);
        JsonNode end = gateway.transfer(transfer.path("id").asText());
        byte[] painting = gateway.bytes(end.at("/links/result").asText());

        stack.restart();

        assertThat(gateway.transfer(transfer.path("id").asText())).isEqualTo(end);
        assertThat(gateway.bytes(end.at("/links/result").asText())).isEqualTo(painting);
        assertThat(follow(transfer)).endsWith(events.get(events.size() - 1));
        follow(gateway.submit(order()));
    }

    private static Multipart order() {
        return new Multipart().bytes("content", CONTENT).bytes("style", STYLE).json("options", QUICK);
    }

    private List<ServerEvent> follow(JsonNode transfer) {
        List<ServerEvent> events = new ArrayList<>();
        gateway.follow(transfer.at("/links/events").asText(), events::add);
        return events;
    }

    private boolean knows(String id) {
        return Http.get(stack.gateway().resolve("/v1/transfers/" + id)).status() == 200;
    }
}
