package io.impasto.stack.client;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EventParserTest {

    private final EventParser parser = new EventParser();

    @Test
    void anEventHasIdTypeAndData() {
        assertThat(read("id: 2-17", "event: transfer.started", "data: {}", ""))
                .containsExactly(new ServerEvent("2-17", "transfer.started", "{}"));
    }

    @Test
    void dataLinesAreJoinedByLineFeeds() {
        assertThat(read("data: one", "data:two", "data:  three", ""))
                .containsExactly(new ServerEvent("", "message", "one\ntwo\n three"));
    }

    @Test
    void commentsAndUnknownFieldsAreIgnored() {
        assertThat(read(": heartbeat", "", "retry: 100", "colour: red", "data: x", ""))
                .containsExactly(new ServerEvent("", "message", "x"));
    }

    @Test
    void anIdStaysUntilTheNextOne() {
        assertThat(read("id: 1-1", "data: a", "", "data: b", ""))
                .extracting(ServerEvent::id)
                .containsExactly("1-1", "1-1");
        assertThat(parser.lastEventId()).isEqualTo("1-1");
    }

    @Test
    void aTypeHoldsForOneEventOnly() {
        assertThat(read("event: a", "data: 1", "", "data: 2", ""))
                .extracting(ServerEvent::type)
                .containsExactly("a", "message");
    }

    @Test
    void anEventWithoutDataIsNone() {
        assertThat(read("event: a", "id: 5-5", "")).isEmpty();
        assertThat(parser.lastEventId()).isEqualTo("5-5");
    }

    @Test
    void aLineWithoutColonIsAFieldWithoutValue() {
        assertThat(read("data", "data", "")).containsExactly(new ServerEvent("", "message", "\n"));
    }

    private List<ServerEvent> read(String... lines) {
        return List.of(lines).stream()
                .map(parser::line)
                .flatMap(Optional::stream)
                .toList();
    }
}
