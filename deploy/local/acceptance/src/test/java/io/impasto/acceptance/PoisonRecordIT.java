package io.impasto.acceptance;

import java.time.Duration;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.impasto.stack.Topics;
import io.impasto.stack.client.GatewayClient;
import io.impasto.stack.client.Multipart;

import static org.assertj.core.api.Assertions.assertThat;

/** A record that nobody can read goes to the dead letters, and its consumers go on. */
@ExtendWith(WithStack.class)
@Timeout(120)
class PoisonRecordIT {

    @ParameterizedTest
    @ValueSource(strings = {Topics.REQUESTS, Topics.EVENTS, Topics.TRANSFERS, Topics.DELIVERIES})
    void aPoisonRecordBecomesADeadLetterAndPaintingGoesOn(String topic, RunningStack stack) {
        Queue queue = new Queue(stack.bootstrapServers());
        String key = UUID.randomUUID().toString();
        queue.poison(topic, key);
        assertThat(queue.arrives(Topics.deadLetters(topic), key, Duration.ofSeconds(20)))
                .as("dead letter of %s", topic)
                .isTrue();

        GatewayClient gateway = new GatewayClient(stack.gateway());
        JsonNode transfer = gateway.submit(new Multipart()
                .bytes("content", Pictures.content(64, 64))
                .bytes("style", Pictures.style(64, 64, 3))
                .json("options", "{\"size\": 64, \"evaluations\": 3}"));
        gateway.follow(transfer.at("/links/events").asText(), event -> {});
        assertThat(gateway.transfer(transfer.path("id").asText()).path("state").asText())
                .isEqualTo("succeeded");
    }
}
