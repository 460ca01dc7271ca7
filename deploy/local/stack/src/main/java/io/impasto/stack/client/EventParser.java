package io.impasto.stack.client;

import java.util.Optional;

/** Reads server-sent events line by line (WHATWG HTML, section "Interpreting an event stream"). */
public final class EventParser {

    private final StringBuilder data = new StringBuilder();
    private String id = "";
    private String type = "";

    /** Takes the next line, without its end; an empty line completes an event that has data. */
    public Optional<ServerEvent> line(String line) {
        if (line.isEmpty()) {
            return dispatch();
        }
        int colon = line.indexOf(':');
        if (colon == 0) {
            return Optional.empty();
        }
        String field = colon < 0 ? line : line.substring(0, colon);
        String value = colon < 0 ? "" : line.substring(colon + 1);
        take(field, value.startsWith(" ") ? value.substring(1) : value);
        return Optional.empty();
    }

    /** What {@code Last-Event-ID} must say to go on after the events read so far. */
    String lastEventId() {
        return id;
    }

    private void take(String field, String value) {
        switch (field) {
            case "data" -> data.append(value).append('\n');
            case "event" -> type = value;
            case "id" -> id = value.indexOf('\0') < 0 ? value : id;
            default -> {
                // the specification says to ignore the others; `retry` is for clients that wait
            }
        }
    }

    private Optional<ServerEvent> dispatch() {
        Optional<ServerEvent> event = data.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new ServerEvent(id, type.isEmpty() ? "message" : type, data.substring(0, data.length() - 1)));
        data.setLength(0);
        type = "";
        return event;
    }
}
