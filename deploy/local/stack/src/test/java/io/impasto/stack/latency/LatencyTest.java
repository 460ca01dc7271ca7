package io.impasto.stack.latency;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.impasto.stack.client.ServerEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LatencyTest {

    @Test
    void percentilesAreValuesOfTheSample() {
        double[] oneToHundred =
                IntStream.rangeClosed(1, 100).mapToDouble(i -> 101 - i).toArray();
        assertThat(Percentiles.of(oneToHundred)).isEqualTo(new Percentiles(50, 95, 99, 100));
        assertThat(Percentiles.of(7)).isEqualTo(new Percentiles(7, 7, 7, 7));
        assertThatThrownBy(Percentiles::of).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theFirstStartAndTheFirstPreviewCount() {
        Observation observation = new Observation(0);
        observation.see(event("transfer", "{}"), 1_000_000);
        observation.see(event("transfer.started", "{}"), 40_000_000);
        observation.see(event("transfer.progressed", "{\"evaluation\":1}"), 60_000_000);
        observation.see(event("transfer.progressed", "{\"preview\":{\"number\":1}}"), 240_000_000);
        observation.see(event("transfer.progressed", "{\"preview\":{\"number\":2}}"), 740_000_000);
        observation.see(event("transfer.completed", "{\"seconds\":3.5}"), 4_000_000_000L);
        assertThat(observation.painting()).isEqualTo(3500);
        assertThat(observation.acceptedToStarted()).isEqualTo(40);
        assertThat(observation.startedToPreview()).isEqualTo(200);
    }

    private static ServerEvent event(String type, String data) {
        return new ServerEvent("", type, data);
    }
}
