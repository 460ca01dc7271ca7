package io.impasto.worker.painting;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class PaintingMetricsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final PaintingMetrics metrics = new PaintingMetrics(registry, "cpu");

    @ParameterizedTest
    @CsvSource({"1, 256", "256, 256", "257, 512", "1024, 1024", "2048, 2048", "2049, larger", "100000, larger"})
    void aPaintingIsCountedByTheSizeItIsUpTo(int longSide, String size) {
        metrics.painted("vgg19", longSide, System.nanoTime());
        assertThat(registry.get("impasto.worker.paintings")
                        .tags("network", "vgg19", "size", size, "device", "cpu")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void asManySizesAsThereAreMakeFewSeries() {
        for (int side = 1; side < 5000; side++) {
            metrics.painted("vgg19", side, System.nanoTime());
        }
        assertThat(registry.get("impasto.worker.paintings").timers()).hasSize(5);
    }
}
