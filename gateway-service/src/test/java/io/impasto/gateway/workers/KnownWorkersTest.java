package io.impasto.gateway.workers;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class KnownWorkersTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private final KnownWorkers workers = new KnownWorkers(Duration.ofMinutes(2));

    @Test
    void aWorkerIsForgottenTwoMinutesAfterItsLastWord() {
        workers.heard("easel", PredictorTest.worker("vgg19"), NOON);
        workers.heard("easel", PredictorTest.worker("vgg19-slim"), NOON.plusSeconds(30));
        assertThat(workers.at(NOON.plusSeconds(150)))
                .singleElement()
                .satisfies(worker -> assertThat(worker.network().name()).isEqualTo("vgg19-slim"));
        assertThat(workers.at(NOON.plusSeconds(151))).isEmpty();
    }

    @Test
    void aWorkerThatSaysGoodByeIsGoneAtOnce() {
        workers.heard("easel", PredictorTest.worker("vgg19"), NOON);
        workers.gone("easel");
        assertThat(workers.at(NOON)).isEmpty();
    }
}
