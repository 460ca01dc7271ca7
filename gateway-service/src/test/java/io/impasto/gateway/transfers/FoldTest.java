package io.impasto.gateway.transfers;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.impasto.gateway.events.TransferEvent;
import io.impasto.gateway.events.TransferEvent.Completed;
import io.impasto.gateway.events.TransferEvent.Paused;
import io.impasto.gateway.events.TransferEvent.Progressed;

import static io.impasto.gateway.transfers.Events.cancel;
import static io.impasto.gateway.transfers.Events.cancelled;
import static io.impasto.gateway.transfers.Events.completed;
import static io.impasto.gateway.transfers.Events.expired;
import static io.impasto.gateway.transfers.Events.failed;
import static io.impasto.gateway.transfers.Events.pause;
import static io.impasto.gateway.transfers.Events.paused;
import static io.impasto.gateway.transfers.Events.progressed;
import static io.impasto.gateway.transfers.Events.released;
import static io.impasto.gateway.transfers.Events.requested;
import static io.impasto.gateway.transfers.Events.requestedAnew;
import static io.impasto.gateway.transfers.Events.resume;
import static io.impasto.gateway.transfers.Events.reweighted;
import static io.impasto.gateway.transfers.Events.started;
import static io.impasto.gateway.transfers.Events.starting;
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
                arguments("a worker that begins", events(requested("r"), starting(1, 1)), "STARTING 1 - 1"),
                arguments(
                        "starts, and then runs",
                        events(requested("r"), starting(1, 1), started(2, 1)),
                        "RUNNING 1 - 2"),
                arguments(
                        "a start that comes late does not set it back",
                        events(requested("r"), started(1, 1), starting(2, 1)),
                        "RUNNING 1 - 1"),
                arguments("a queued one that is to rest, rests", events(requested("r"), pause(1)), "PAUSED 0 - -"),
                arguments(
                        "a running one rests once its worker says so",
                        events(requested("r"), started(1, 1), pause(1)),
                        "RUNNING 1 - 1"),
                arguments(
                        "and then it does",
                        events(requested("r"), started(1, 1), pause(1), paused(2, 1)),
                        "PAUSED 1 - 2"),
                arguments(
                        "resumed, it waits again",
                        events(requested("r"), started(1, 1), pause(1), paused(2, 1), resume(2)),
                        "QUEUED 1 - 2"),
                arguments(
                        "also once it lies in the queue anew",
                        events(requested("r"), started(1, 1), pause(1), paused(2, 1), resume(2), requestedAnew(5, 1)),
                        "QUEUED 1 - 2"),
                arguments(
                        "and goes on",
                        events(
                                requested("r"),
                                started(1, 1),
                                pause(1),
                                paused(2, 1),
                                resume(2),
                                requestedAnew(5, 1),
                                started(3, 2)),
                        "RUNNING 2 - 3"),
                arguments(
                        "what its former worker says late is ignored",
                        events(requested("r"), started(1, 1), pause(1), paused(2, 1), progressed(3, 1, 9)),
                        "PAUSED 1 - 2"),
                arguments(
                        "given back, it waits",
                        events(requested("r"), started(1, 1), progressed(2, 1, 9), released(3, 1)),
                        "QUEUED 1 9 3"),
                arguments("a queued one that is to end", events(requested("r"), cancel(1)), "CANCELLING 0 - -"),
                arguments("ends", events(requested("r"), cancel(1), cancelled(1, 0)), "CANCELLED 0 - 1"),
                arguments(
                        "a wish to end stays",
                        events(requested("r"), started(1, 1), cancel(1), resume(2)),
                        "CANCELLING 1 - 1"),
                arguments(
                        "but a stored painting counts",
                        events(requested("r"), started(1, 1), cancel(1), completed(2, 1)),
                        "SUCCEEDED 1 - 2"),
                arguments("its time may be over", events(requested("r"), expired(1, 0)), "EXPIRED 0 - 1"),
                arguments(
                        "other weights are part of a run",
                        events(requested("r"), started(1, 1), reweighted(2, 1)),
                        "RUNNING 1 - 2"),
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

    @Test
    void timesSayWhenEachStateWasEntered() {
        Transfer state = fold(events(
                requested("r"), starting(1, 1), started(2, 1), progressed(3, 1, 1), paused(4, 1), completed(5, 1)));
        assertThat(state.run().times())
                .containsOnlyKeys(State.STARTING, State.RUNNING, State.PAUSED, State.SUCCEEDED)
                .containsEntry(State.RUNNING, Events.NOON.plusSeconds(2));
        assertThat(state.finishedAt()).isEqualTo(Events.NOON.plusSeconds(5));
    }

    @Test
    void otherWeightsAreTheOptionsFromThenOn() {
        Transfer state = fold(events(requested("r"), started(1, 1), reweighted(2, 1)));
        assertThat(state.options().path("styleWeight").asInt()).isEqualTo(600);
    }

    @Test
    void ofWhatIsRemovedOnlyTheFactStays() {
        Transfer ended = fold(events(requested("r"), completed(1, 1), Events.purge(1)));
        assertThat(ended.gone()).isTrue();
        Transfer left = ended.purge(Events.NOON);
        assertThat(left.known()).isFalse();
        assertThat(left.tenant()).isEqualTo("default");
        assertThat(Transfer.fold(left, requested("q"))).isEqualTo(left);
        assertThat(Transfer.join(ended, left)).isEqualTo(left);
        assertThat(Transfer.join(left, ended)).isEqualTo(left);
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

    @Test
    void aCheckpointIsSeenUntilTheNext() {
        Progressed saving = progressed(2, 1, 5);
        saving.data().putObject("checkpoint").put("number", 1);
        Transfer state = null;
        for (TransferEvent event : List.of(requested("r"), started(1, 1), saving, progressed(3, 1, 9))) {
            state = Transfer.fold(state, event);
        }
        assertThat(state.progress().path("evaluation").asInt()).isEqualTo(9);
        assertThat(state.progress().at("/checkpoint/number").asInt()).isEqualTo(1);
        Paused pause = paused(4, 1);
        pause.data().putObject("checkpoint").put("number", 2);
        state = Transfer.fold(state, pause);
        assertThat(state.progress().at("/checkpoint/number").asInt()).isEqualTo(2);
        assertThat(state.progress().path("evaluation").asInt()).isEqualTo(9);
    }

    @Test
    void qualityIsToldWithTheEnd() throws Exception {
        Completed completed = completed(2, 1);
        completed.data().putObject("quality").put("ssim", 0.4);
        Transfer state = fold(List.of(requested("r"), started(1, 1), completed));
        assertThat(TransferDocument.shown(state).at("/quality/ssim").asDouble()).isEqualTo(0.4);
        assertThat(TransferDocument.read(TransferDocument.write(state))).isEqualTo(state);
    }
}
