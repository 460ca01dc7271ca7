package io.impasto.faults;

import java.util.function.Supplier;

import io.impasto.stack.Part;

/** One place in the stack and the process that fills it; another takes over when that has ended. */
final class Unit<P extends Part> implements AutoCloseable {

    private final String name;
    private final Supplier<P> starter;
    private P part;

    /** Started and ready when this returns. */
    Unit(String name, Supplier<P> starter) {
        this.name = name;
        this.starter = starter;
        this.part = starter.get();
    }

    String name() {
        return name;
    }

    P part() {
        return part;
    }

    void kill() {
        part.kill();
    }

    /** As SIGTERM does; returns when the process has ended. */
    void terminate() {
        part.close();
    }

    void hold() {
        part.process().hold();
    }

    void release() {
        part.process().release();
    }

    /** Starts it again where it has ended; ready when this returns. */
    void ensureRuns() {
        if (!part.process().isAlive()) {
            part = starter.get();
        }
    }

    @Override
    public void close() {
        part.close();
    }
}
