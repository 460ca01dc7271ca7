package io.impasto.gateway.transfers;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.impasto.gateway.events.TransferEvent;

import static io.impasto.gateway.transfers.Events.NOON;
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
import static io.impasto.gateway.transfers.Events.started;
import static io.impasto.gateway.transfers.Events.starting;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** What clients see of a transfer: when it came into its states, in seconds after its request, and what can be done next. */
class TransferDocumentTest {

    static Stream<Arguments> times() {
        return Stream.of(
                arguments(
                        "painted",
                        "queued 0, starting 1, running 2, succeeded 3",
                        of(requested("r"), starting(1, 1), started(2, 1), completed(3, 1))),
                arguments("failed", "queued 0, starting 1, failed 2", of(requested("r"), starting(1, 1), failed(2, 1))),
                arguments(
                        "being cancelled",
                        "queued 0, running 1, cancelling 2",
                        of(requested("r"), started(1, 1), cancel(2))),
                arguments(
                        "cancelled",
                        "queued 0, running 1, cancelling 2, cancelled 3",
                        of(requested("r"), started(1, 1), cancel(2), cancelled(3, 1))),
                arguments(
                        "cancelled in the queue",
                        "queued 0, cancelling 2, cancelled 3",
                        of(requested("r"), cancel(2), cancelled(3, 0))),
                arguments(
                        "done before the worker heard of its end",
                        "queued 0, running 1, cancelling 2, succeeded 3",
                        of(requested("r"), started(1, 1), cancel(2), completed(3, 1))),
                arguments(
                        "cancelled when it had ended",
                        "queued 0, running 1, succeeded 2",
                        of(requested("r"), started(1, 1), completed(2, 1), cancel(3))),
                arguments(
                        "cancelled when it had ended, by a clock that is behind",
                        "queued 0, running 1, succeeded 2",
                        of(requested("r"), started(1, 1), completed(2, 1), cancel(-9))),
                arguments("expired", "queued 0, expired 2", of(requested("r"), expired(2, 0))),
                arguments(
                        "paused",
                        "queued 0, running 1, paused 3",
                        of(requested("r"), started(1, 1), pause(2), paused(3, 1))),
                arguments(
                        "resumed",
                        "running 1, paused 3, queued 4",
                        of(requested("r"), started(1, 1), pause(2), paused(3, 1), resume(4))),
                arguments(
                        "in the queue anew",
                        "running 1, paused 3, queued 5",
                        of(requested("r"), started(1, 1), pause(2), paused(3, 1), resume(4), requestedAnew(5, 1))),
                arguments("paused in the queue", "queued 0, paused 2", of(requested("r"), pause(2))),
                arguments("resumed in the queue", "queued 3", of(requested("r"), pause(2), resume(3))),
                arguments(
                        "taken after it was resumed in the queue",
                        "queued 3, starting 4, running 5",
                        of(requested("r"), pause(2), resume(3), starting(4, 1), started(5, 1))),
                arguments(
                        "resumed before its worker has laid it down",
                        "queued 0, running 1",
                        of(requested("r"), started(1, 1), pause(2), resume(3))),
                arguments("released", "running 1, queued 2", of(requested("r"), started(1, 1), released(2, 1))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("times")
    void eachStateHasTheTimeWhenItWasEnteredLast(String name, String wanted, List<TransferEvent> events) {
        String told = shown(events).path("times").properties().stream()
                .map(time -> time.getKey() + " " + seconds(time.getValue().asText()))
                .sorted((one, other) -> Integer.compare(number(one), number(other)))
                .collect(joining(", "));
        assertThat(told).isEqualTo(wanted);
    }

    static Stream<Arguments> steps() {
        return Stream.of(
                arguments("waiting", "cancel pause options", of(requested("r"))),
                arguments("painted", "cancel pause options", of(requested("r"), started(1, 1))),
                arguments(
                        "painted, and told of",
                        "cancel pause options checkpoints losses",
                        of(requested("r"), started(1, 1), progressed(2, 1, 1))),
                arguments("to rest", "cancel resume options", of(requested("r"), started(1, 1), pause(2))),
                arguments(
                        "resting", "cancel resume options", of(requested("r"), started(1, 1), pause(2), paused(3, 1))),
                arguments("resting in the queue", "cancel resume options", of(requested("r"), pause(2))),
                arguments(
                        "going on",
                        "cancel pause options",
                        of(requested("r"), started(1, 1), pause(2), paused(3, 1), resume(4))),
                arguments("to end", "", of(requested("r"), started(1, 1), cancel(2))),
                arguments("done", "manifest links", of(requested("r"), completed(1, 1))),
                arguments("failed", "", of(requested("r"), failed(1, 1))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("steps")
    void linksLeadToWhatCanBeDoneNext(String name, String wanted, List<TransferEvent> events) {
        Set<String> links = new TreeSet<>();
        shown(events).path("links").fieldNames().forEachRemaining(links::add);
        assertThat(links).contains("self", "events", "result", "content", "styles", "continue");
        links.removeAll(Set.of("self", "events", "result", "content", "styles", "continue"));
        assertThat(String.join(" ", links))
                .isEqualTo(Stream.of(wanted.split(" ")).sorted().collect(joining(" ")));
    }

    private static ObjectNode shown(List<TransferEvent> events) {
        return TransferDocument.shown(FoldTest.fold(events));
    }

    private static long seconds(String time) {
        return Duration.between(NOON, Instant.parse(time)).toSeconds();
    }

    private static int number(String time) {
        return Integer.parseInt(time.replaceAll(".* ", ""));
    }

    private static List<TransferEvent> of(TransferEvent... events) {
        return List.of(events);
    }
}
