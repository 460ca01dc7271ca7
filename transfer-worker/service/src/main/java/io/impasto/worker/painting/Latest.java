package io.impasto.worker.painting;

import java.time.Duration;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles what it is given on a thread of its own, one at a time; what can't be handled at once waits, alone. So a slow
 * handler never holds up the giver and never makes it fall behind.
 */
final class Latest<T> {

    private static final Logger LOG = LoggerFactory.getLogger(Latest.class);

    private final Consumer<T> handler;
    private final BinaryOperator<T> choice;
    private final Thread thread;
    private T waiting;
    private boolean handling;
    private boolean closed;

    /** @param choice which of two waits on, given the one that waits and the one that comes */
    Latest(String name, Consumer<T> handler, BinaryOperator<T> choice) {
        this.handler = handler;
        this.choice = choice;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Gives it something to handle, now or next. */
    synchronized void offer(T next) {
        waiting = waiting == null ? next : choice.apply(waiting, next);
        notifyAll();
    }

    /** Whether what is offered now is handled at once. */
    synchronized boolean idle() {
        return waiting == null && !handling;
    }

    /** Handles what waits and ends; does not wait for that longer than it may. */
    void close(Duration atMost) {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            thread.join(Math.max(1, atMost.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Drops what waits and ends; does not wait. */
    synchronized void drop() {
        waiting = null;
        closed = true;
        notifyAll();
    }

    private void run() {
        for (T next = take(); next != null; next = take()) {
            try {
                handler.accept(next);
            } catch (RuntimeException e) {
                LOG.warn("{} goes on without one: {}", thread.getName(), e.getMessage());
            }
        }
    }

    private synchronized T take() {
        handling = false;
        try {
            while (waiting == null && !closed) {
                wait();
            }
        } catch (InterruptedException e) {
            return null;
        }
        T next = waiting;
        waiting = null;
        handling = next != null;
        return next;
    }
}
