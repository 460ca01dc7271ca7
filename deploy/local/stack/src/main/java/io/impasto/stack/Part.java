package io.impasto.stack;

import java.time.Duration;

import io.impasto.stack.process.ChildProcess;

/** One process of the stack. */
public sealed interface Part extends AutoCloseable permits KafkaBroker, ObjectStore, Service {

    /** For how long a part may tidy up before it is ended. */
    Duration STOP_LIMIT = Duration.ofSeconds(15);

    ChildProcess process();

    /**
     * Returns when the part does its work.
     *
     * @throws io.impasto.stack.process.PartFailure if it does not become ready
     */
    void awaitReady();

    /** Ends it at once, as {@code kill -9} does; what it had committed is there at its next start. */
    default void kill() {
        process().kill();
    }

    /** Asks it to end and waits, at most 15 s, until it has. */
    @Override
    default void close() {
        process().stop(STOP_LIMIT);
    }
}
