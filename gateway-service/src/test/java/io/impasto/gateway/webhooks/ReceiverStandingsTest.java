package io.impasto.gateway.webhooks;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.Test;

import io.impasto.gateway.events.Trace;

import static org.assertj.core.api.Assertions.assertThat;

class ReceiverStandingsTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    private final ReceiverStandings standings = new ReceiverStandings();
    private final Delivery delivery = of("shop");

    @Test
    void aReceiverThatIsGoneIsDisabledForItsTenantAlone() {
        standings.take(delivery.gone(410), NOW, NOW);
        assertThat(standings.disabled(of("shop"), NOW)).isTrue();
        assertThat(standings.disabled(of("museum"), NOW)).isFalse();
    }

    @Test
    void theLatestWordCountsInWhateverOrderItIsRead() {
        standings.take(delivery.asked(NOW).delivered(200), NOW, NOW);
        standings.take(delivery.gone(410), NOW.minusSeconds(60), NOW);
        assertThat(standings.disabled(delivery, NOW)).isFalse();
        standings.take(delivery.gone(410), NOW.plusSeconds(60), NOW);
        assertThat(standings.disabled(delivery, NOW)).isTrue();
    }

    @Test
    void whatWasUnderWayDoesNotEnableAReceiver() {
        standings.take(delivery.gone(410), NOW, NOW);
        standings.take(delivery.delivered(200), NOW.plusSeconds(1), NOW);
        assertThat(standings.disabled(delivery, NOW)).isTrue();
    }

    @Test
    void aReceiverIsTriedAgainAfterAWeek() {
        standings.take(delivery.gone(410), NOW, NOW);
        assertThat(standings.disabled(delivery, NOW.plus(Duration.ofDays(7)))).isTrue();
        assertThat(standings.disabled(delivery, NOW.plus(Duration.ofDays(8)))).isFalse();
    }

    private static Delivery of(String tenant) {
        return Delivery.first(
                "msg_1",
                UUID.randomUUID(),
                tenant,
                "https://shop.example/hook",
                "io.impasto.transfer.completed.v1",
                NOW,
                JsonNodeFactory.instance.objectNode(),
                Trace.NONE);
    }
}
