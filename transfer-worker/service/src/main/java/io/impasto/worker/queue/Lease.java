package io.impasto.worker.queue;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record of the queue that is this worker's for now. The queue's thread renews it; the work asks {@link #signal} whether
 * to go on, and ends it by returning a {@link Verdict}. Safe to share between threads.
 */
public final class Lease {

    /** What the holder of a lease is to do. */
    public enum Signal {
        /** Go on: the record is ours. */
        GO_ON,
        /** The worker is to end: keep what was done, then release. */
        DRAIN,
        /** The record is no longer ours: stop at once and publish nothing more. */
        ABANDON
    }

    private final ConsumerRecord<byte[], byte[]> record;
    private final int deliveries;
    private final String id = UUID.randomUUID().toString();
    private final Duration lockDuration;
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private Signal signal = Signal.GO_ON;
    private Consumer<Signal> listener = ignored -> {};
    private volatile int attempt;
    private volatile long expiry;

    /**
     * @param deliveries how often the record was delivered, from 1
     * @param lockDuration for how long the broker holds the record after a delivery or renewal
     * @param acquired {@link System#nanoTime} at which the lock was surely not yet running
     */
    Lease(ConsumerRecord<byte[], byte[]> record, int deliveries, Duration lockDuration, long acquired) {
        this.record = record;
        this.deliveries = deliveries;
        this.attempt = PriorAttempts.of(record) + deliveries;
        this.lockDuration = lockDuration;
        renewed(acquired);
    }

    /** The leased record. */
    public ConsumerRecord<byte[], byte[]> record() {
        return record;
    }

    /** How often the record was delivered, this time included. */
    public int deliveries() {
        return deliveries;
    }

    /** Unlike that of any other lease, also of the same record. */
    public String id() {
        return id;
    }

    /** Where the record lies, {@code <topic>-<partition>-<offset>}: the holder of its attempts. */
    public String place() {
        return record.topic() + "-" + record.partition() + "-" + record.offset();
    }

    /**
     * Number of this attempt at the transfer, over all its records: a fencing token once it is claimed. Rises with every
     * delivery, but for those that a broker forgot in a restart; who finds the number claimed takes the {@link #next}.
     */
    public int attempt() {
        return attempt;
    }

    /** Another lease of this record had the number before: this is the attempt after it. */
    public void next() {
        attempt++;
    }

    /** What the holder is to do; a lease that was not renewed in time is lost even before the broker says so. */
    public Signal signal() {
        if (System.nanoTime() - expiry >= 0) {
            send(Signal.ABANDON);
        }
        synchronized (this) {
            return signal;
        }
    }

    /** Calls back once for each change of the signal, on the thread that changes it, or at once if it has changed already. */
    public void onSignal(Consumer<Signal> callback) {
        Signal now;
        synchronized (this) {
            listener = callback;
            now = signal;
        }
        if (now != Signal.GO_ON) {
            callback.accept(now);
        }
    }

    /** Waits, but not beyond a signal. */
    public void pause(Duration atMost) throws InterruptedException {
        if (interrupted.await(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
            return;
        }
        signal();
    }

    void send(Signal next) {
        Consumer<Signal> callback;
        synchronized (this) {
            // A lost lease can't be found again; every other order of signals is one-way, too.
            if (next.compareTo(signal) <= 0) {
                return;
            }
            signal = next;
            callback = listener;
        }
        interrupted.countDown();
        callback.accept(next);
    }

    void renewed(long at) {
        expiry = at + lockDuration.toNanos();
    }

    Duration lockDuration() {
        return lockDuration;
    }

    @Override
    public String toString() {
        return place() + " attempt " + attempt;
    }
}
