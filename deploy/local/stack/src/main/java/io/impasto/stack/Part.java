package io.impasto.stack;

import io.impasto.stack.process.ChildProcess;

/** One process of the stack. */
public sealed interface Part extends AutoCloseable permits KafkaBroker, ObjectStore, Service {

    ChildProcess process();

    /**
     * Returns when the part does its work.
     *
     * @throws io.impasto.stack.process.PartFailure if it does not become ready
     */
    void awaitReady();

    /** Asks it to end and waits, for a bounded time, until it has. */
    @Override
    void close();
}
