package io.impasto.faults;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An event of {@code impasto.events} as it was read.
 *
 * @param verb the last word of its type: started, progressed, completed, ...
 * @param id its CloudEvents id
 * @param seen when it was read, on this machine's nanosecond clock
 */
record Fact(long offset, String transfer, String verb, String id, JsonNode data, long seen) {

    int attempt() {
        return data.path("attempt").asInt();
    }

    boolean started() {
        return verb.equals("started");
    }

    boolean completed() {
        return verb.equals("completed");
    }

    boolean terminal() {
        return switch (verb) {
            case "completed", "failed", "cancelled", "expired" -> true;
            default -> false;
        };
    }

    /** The state that a terminal event leads to. */
    String state() {
        return completed() ? "succeeded" : verb;
    }
}
