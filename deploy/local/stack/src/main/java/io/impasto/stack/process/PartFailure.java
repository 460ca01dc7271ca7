package io.impasto.stack.process;

import java.nio.file.Path;
import java.util.List;

/** A part that did not start or stopped by itself: its name, what happened, and the end of its log. */
public final class PartFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String part;
    private final transient Path log;
    private final transient List<String> tail;

    PartFailure(String part, String what, Path log, List<String> tail) {
        super(part + " " + what);
        this.part = part;
        this.log = log;
        this.tail = List.copyOf(tail);
    }

    public String part() {
        return part;
    }

    /** The whole of what the part said. */
    public Path log() {
        return log;
    }

    /** The last lines of {@link #log()}, oldest first. */
    public List<String> tail() {
        return tail;
    }

    /** The message with the log's tail below it: what a failing test should show. */
    @Override
    public String toString() {
        return getMessage() + " (log: " + log + ")\n" + String.join("\n", tail);
    }
}
