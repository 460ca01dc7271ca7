package io.impasto.worker.queue;

import java.util.Arrays;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.impasto.worker.queue.LeaseState.Event;
import io.impasto.worker.queue.LeaseState.Phase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LeaseStateTest {

    @ParameterizedTest(name = "{0} in {1} leads to {2}, or {3} when closing")
    @CsvSource({
        "DELIVERED, IDLE,   HELD,   CLOSED",
        "FINISHED,  HELD,   ENDING, ENDING",
        "GONE,      HELD,   LOST,   LOST",
        "FINISHED,  LOST,   IDLE,   CLOSED",
        "SETTLED,   ENDING, IDLE,   CLOSED",
        "GONE,      ENDING, IDLE,   CLOSED",
        "CLOSE,     IDLE,   CLOSED, CLOSED",
        "CLOSE,     HELD,   HELD,   HELD",
        "CLOSE,     LOST,   LOST,   LOST",
        "CLOSE,     ENDING, ENDING, ENDING",
    })
    void followsItsTable(Event event, Phase from, Phase open, Phase closing) {
        assertThat(new LeaseState(from, false).on(event).phase()).isEqualTo(open);
        if (from != Phase.IDLE) {
            assertThat(new LeaseState(from, true).on(event)).isEqualTo(new LeaseState(closing, true));
        }
    }

    @ParameterizedTest
    @MethodSource
    void refusesWhatCannotHappen(Phase phase, Event event) {
        LeaseState state = new LeaseState(phase, false);
        assertThatThrownBy(() -> state.on(event))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(event.name())
                .hasMessageContaining(phase.name());
    }

    static Stream<Arguments> refusesWhatCannotHappen() {
        return Stream.of(
                        Stream.of(Event.FINISHED, Event.GONE, Event.SETTLED)
                                .map(event -> Arguments.of(Phase.IDLE, event)),
                        Stream.of(Event.DELIVERED, Event.SETTLED).map(event -> Arguments.of(Phase.HELD, event)),
                        Stream.of(Event.DELIVERED, Event.GONE, Event.SETTLED)
                                .map(event -> Arguments.of(Phase.LOST, event)),
                        Stream.of(Event.DELIVERED, Event.FINISHED).map(event -> Arguments.of(Phase.ENDING, event)),
                        Arrays.stream(Event.values())
                                .filter(event -> event != Event.CLOSE)
                                .map(event -> Arguments.of(Phase.CLOSED, event)))
                .flatMap(cases -> cases);
    }

    @Test
    void aWorkerThatIsToEndSettlesWhatItHoldsFirst() {
        LeaseState state = LeaseState.START.on(Event.DELIVERED).on(Event.CLOSE).on(Event.FINISHED);
        assertThat(state.phase()).isEqualTo(Phase.ENDING);
        assertThat(state.on(Event.SETTLED).phase()).isEqualTo(Phase.CLOSED);
    }
}
