package io.impasto.gateway.transfers;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.impasto.gateway.events.TransferEvent;
import io.impasto.gateway.events.TransferEvent.Cancelled;
import io.impasto.gateway.events.TransferEvent.Requested;

import static io.impasto.gateway.transfers.Events.NOON;
import static io.impasto.gateway.transfers.Events.cancel;
import static io.impasto.gateway.transfers.Events.completed;
import static io.impasto.gateway.transfers.Events.pause;
import static io.impasto.gateway.transfers.Events.paused;
import static io.impasto.gateway.transfers.Events.requested;
import static io.impasto.gateway.transfers.Events.resume;
import static io.impasto.gateway.transfers.Events.started;
import static org.assertj.core.api.Assertions.assertThat;

class NextStepTest {

    private static final Instant LATER = NOON.plusSeconds(60).plusNanos(123_456_789);

    @Test
    void aResumedTransferIsRequestedAnewToTheMillisecond() {
        assertThat(next(requested("r"), started(1, 1), pause(2), paused(3, 1), resume(4)))
                .get()
                .isInstanceOfSatisfying(Requested.class, anew -> {
                    assertThat(anew.time()).isEqualTo(NOON.plusSeconds(60).plusMillis(123));
                    assertThat(anew.priorAttempts()).isEqualTo(1);
                });
    }

    @Test
    void ofAWaitingTransferThatIsCancelledItsEndIsSaid() {
        assertThat(next(requested("r"), cancel(1))).get().isInstanceOf(Cancelled.class);
    }

    @Test
    void ofOthersNothingIsSaid() {
        assertThat(next(requested("r"))).isEmpty();
        assertThat(next(requested("r"), started(1, 1), cancel(2))).isEmpty();
        assertThat(next(requested("r"), started(1, 1), completed(2, 1), cancel(3)))
                .isEmpty();
    }

    private static Optional<TransferEvent> next(TransferEvent... events) {
        return NextStep.of(FoldTest.fold(List.of(events)), LATER);
    }
}
