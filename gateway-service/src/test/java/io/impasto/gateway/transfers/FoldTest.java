package io.impasto.gateway.transfers;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.impasto.gateway.events.TransferEvent;

import static io.impasto.gateway.transfers.Events.completed;
import static io.impasto.gateway.transfers.Events.failed;
import static io.impasto.gateway.transfers.Events.progressed;
import static io.impasto.gateway.transfers.Events.requested;
import static io.impasto.gateway.transfers.Events.started;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** The table of cases: what came, and where the transfer then stands (state, attempt, evaluation, offset of its last event). */
class FoldTest {

    static Stream<Arguments> cases() {
        return Stream.of(
                arguments("a request is queued", events(requested("r")), "QUEUED 0 - -"),
                arguments("a second request changes nothing", events(requested("r"), requested("q")), "QUEUED 0 - -"),
                arguments("a start runs it", events(requested("r"), started(1, 1)), "RUNNING 1 - 1"),
                arguments(
                        "progress is the latest",
                        events(requested("r"), started(1, 1), progressed(2, 1, 5), progressed(3, 1, 9)),
                        "RUNNING 1 9 3"),
                arguments(
                        "progress that comes late is ignored",
                        events(requested("r"), started(1, 1), progressed(2, 1, 9), progressed(3, 1, 5)),
                        "RUNNING 1 9 2"),
                arguments(
                        "a later attempt takes over and begins anew",
                        events(requested("r"), started(1, 1), progressed(2, 1, 9), started(3, 2)),
                        "RUNNING 2 - 3"),
                arguments(
                        "a later attempt may resume further back",
                        events(requested("r"), progressed(1, 1, 9), started(2, 2), progressed(3, 2, 4)),
                        "RUNNING 2 4 3"),
                arguments(
                        "an overtaken attempt is ignored",
                        events(requested("r"), started(1, 2), started(2, 1), progressed(3, 1, 50)),
                        "RUNNING 2 - 1"),
                arguments(
                        "an overtaken attempt cannot fail the transfer",
                        events(requested("r"), started(1, 2), failed(2, 1)),
                        "RUNNING 2 - 1"),
                arguments(
                        "but its stored painting counts",
                        events(requested("r"), started(1, 2), completed(2, 1)),
                        "SUCCEEDED 1 - 2"),
                arguments(
                        "completion ends it",
                        events(requested("r"), started(1, 1), completed(2, 1)),
                        "SUCCEEDED 1 - 2"),
                arguments("failure ends it", events(requested("r"), started(1, 1), failed(2, 1)), "FAILED 1 - 2"),
                arguments(
                        "the first end stays: completed",
                        events(requested("r"), completed(1, 1), failed(2, 2), started(3, 3), progressed(4, 3, 7)),
                        "SUCCEEDED 1 - 1"),
                arguments(
                        "the first end stays: failed",
                        events(requested("r"), failed(1, 5), completed(2, 6)),
                        "FAILED 5 - 1"),
                arguments(
                        "events may come before their request",
                        events(started(1, 1), progressed(2, 1, 3), requested("r")),
                        "RUNNING 1 3 2"),
                arguments("even the end may", events(completed(1, 1), requested("r")), "SUCCEEDED 1 - 1"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void theStateAfterItsEvents(String name, List<TransferEvent> events, String expected) {
        Transfer state = fold(events);
        String evaluation = state.progress() == null
                ? "-"
                : state.progress().path("evaluation").asText();
        String last =
                state.events() == null ? "-" : String.valueOf(state.events().last());
        assertThat(state.state() + " " + state.run().attempt() + " " + evaluation + " " + last)
                .isEqualTo(expected);
        assertThat(state.known()).isTrue();
        assertThat(state.requestEvent()).isEqualTo("r");
    }

    @Test
    void aTransferIsUnknownUntilItsRequestIsSeen() {
        assertThat(fold(events(started(1, 1))).known()).isFalse();
    }

    @Test
    void theFirstEventOfATransferIsRemembered() {
        Transfer state = fold(events(requested("r"), started(7, 1), progressed(9, 1, 1), completed(12, 1)));
        assertThat(state.events()).isEqualTo(new EventSpan(2, 7, 12));
    }

    @Test
    void ofTwoViewsTheOneOfTheLaterEventCounts() {
        List<TransferEvent> history = events(requested("r"), started(1, 1), progressed(2, 4, 1), started(3, 4));
        Transfer whole = fold(history);
        Transfer before = fold(history.subList(0, 3));
        assertThat(whole.run().worker()).isEqualTo("worker-4");
        assertThat(Transfer.join(before, whole).run()).isEqualTo(whole.run());
        assertThat(Transfer.join(whole, before).run()).isEqualTo(whole.run());
    }

    static Transfer fold(List<TransferEvent> events) {
        Transfer state = null;
        for (TransferEvent event : events) {
            state = Transfer.fold(state, event);
        }
        return state;
    }

    private static List<TransferEvent> events(TransferEvent... events) {
        return List.of(events);
    }
}
