package io.impasto.gateway.transfers;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.impasto.gateway.events.Position;
import io.impasto.gateway.events.Trace;
import io.impasto.gateway.events.TransferEvent;
import io.impasto.gateway.events.TransferEvent.Cancelled;
import io.impasto.gateway.events.TransferEvent.Head;
import io.impasto.gateway.events.TransferEvent.Requested;

import static io.impasto.gateway.transfers.Events.NOON;
import static io.impasto.gateway.transfers.Events.cancel;
import static io.impasto.gateway.transfers.Events.completed;
import static io.impasto.gateway.transfers.Events.pause;
import static io.impasto.gateway.transfers.Events.paused;
import static io.impasto.gateway.transfers.Events.released;
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
    void aTransferThatWaitsIsRequestedAnewBeforeTheQueueForgetsIt() {
        Instant fading = NOON.plus(NextStep.FADING);
        Transfer waiting = FoldTest.fold(List.of(requested("r"), released(1, 2)));
        assertThat(NextStep.due(waiting)).isEqualTo(fading);
        assertThat(NextStep.of(waiting, fading.minusMillis(1))).isEmpty();
        Requested anew = (Requested) NextStep.of(waiting, fading).orElseThrow();
        assertThat(anew.head().id()).isEqualTo("r");
        assertThat(anew.priorAttempts()).isEqualTo(2);
        assertThat(NextStep.due(Transfer.fold(waiting, anew))).isEqualTo(fading.plus(NextStep.FADING));
        assertThat(Transfer.fold(waiting, anew).createdAt()).isEqualTo(NOON);
    }

    @Test
    void ofATransferThatAWorkerHasTheRequestIsNotRepeated() {
        Transfer taken = FoldTest.fold(List.of(requested("r"), started(1, 1)));
        assertThat(NextStep.due(taken)).isNull();
        assertThat(NextStep.of(taken, NOON.plus(NextStep.FADING))).isEmpty();
    }

    @Test
    void anotherRequestForTheSameTransferDoesNotKeepItInTheQueue() {
        Transfer waiting = FoldTest.fold(List.of(
                requested("r"),
                new Requested(
                        new Head("q", Events.ID, NOON.plusSeconds(9), Position.NOWHERE, Trace.NONE),
                        requested("q").request(),
                        0)));
        assertThat(NextStep.due(waiting)).isEqualTo(NOON.plus(NextStep.FADING));
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
