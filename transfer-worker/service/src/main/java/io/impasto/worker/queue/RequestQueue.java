package io.impasto.worker.queue;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicIdPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.impasto.worker.queue.LeaseState.Event;
import io.impasto.worker.queue.LeaseState.Phase;

/**
 * Takes records from the share group, one at a time, and has them worked on. One thread owns the consumer: it polls while
 * nothing is held, renews the lease while work goes on, and settles it; {@link LeaseState} is what it goes by.
 *
 * <p>An acknowledgement counts only if the broker confirmed it by name. Whenever it did not, or the client threw, the
 * consumer is thrown away and the group joined anew: what a client still believes after that has been wrong before.
 */
public final class RequestQueue implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RequestQueue.class);

    /** Bounds how long closing takes on an idle worker; a record that arrives ends a poll at once. */
    private static final Duration POLL = Duration.ofMillis(500);

    private static final Duration SETTLE = Duration.ofSeconds(5);
    private static final Duration LEAVE = Duration.ofSeconds(2);
    /** A broker that has been silent for longer is not there: fetches are answered twice a second, renewals in time. */
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private static final Duration FIRST_BACKOFF = Duration.ofMillis(100);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(5);

    private final ShareGroup group;
    private final Work work;
    private final LeaseMetrics metrics;
    private final Thread thread = new Thread(this::run, "queue");
    private final ExecutorService worker = Executors.newSingleThreadExecutor(task -> new Thread(task, "painter"));

    /** Verdicts of the work, and an empty one to wake the thread for {@link #closing}. */
    private final BlockingQueue<Optional<Verdict>> messages = new LinkedBlockingQueue<>();

    private volatile boolean closing;
    private volatile boolean busy;
    private volatile long heard = System.nanoTime() - SILENCE.toNanos();

    private LeaseState state = LeaseState.START;
    private boolean configured;
    private KafkaShareConsumer<byte[], byte[]> consumer;
    private Lease lease;
    private Verdict verdict;
    private long renewAt;
    private Duration backoff = FIRST_BACKOFF;
    private double fetches;

    public RequestQueue(ShareGroup group, Work work, MeterRegistry registry) {
        this.group = group;
        this.work = work;
        this.metrics = new LeaseMetrics(registry);
    }

    /** Starts taking records. */
    public void start() {
        thread.start();
    }

    /** Whether the group was joined and the broker answers fetches. */
    public boolean joined() {
        long silence = System.nanoTime() - heard;
        return silence < SILENCE.toNanos() + (busy ? group.lockDuration().toNanos() / 3 : 0);
    }

    /** Whether a record is being worked on. */
    public boolean busy() {
        return busy;
    }

    /** Runs something on the thread that works. Work that comes meanwhile waits for it, and makes it {@link #busy} before. */
    public void aside(Runnable task) {
        if (!closing) {
            worker.execute(task);
        }
    }

    /** Whether it is asked to end. */
    public boolean closing() {
        return closing;
    }

    /** Takes no more records, asks running work to drain, settles its lease, leaves the group; returns when all is done. */
    @Override
    public void close() {
        closing = true;
        messages.add(Optional.empty());
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        worker.shutdown();
        try {
            worker.awaitTermination(LEAVE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (state.phase() != Phase.CLOSED) {
            try {
                if (closing && !state.closing()) {
                    on(Event.CLOSE);
                    if (lease != null) {
                        lease.send(Lease.Signal.DRAIN);
                    }
                    continue;
                }
                switch (state.phase()) {
                    case IDLE -> poll();
                    case HELD -> hold();
                    case LOST -> awaitVerdict(Duration.ofMinutes(1)).ifPresent(ignored -> forget());
                    case ENDING -> settle();
                    case CLOSED -> throw new IllegalStateException("closed");
                }
            } catch (InterruptedException e) {
                closing = true;
            } catch (KafkaException | IllegalStateException e) {
                LOG.warn("the queue is disturbed, joining it anew: {}", e.getMessage());
                LOG.debug("disturbed by", e);
                disturbed();
            }
        }
        discardConsumer(LEAVE);
    }

    private void poll() throws InterruptedException {
        if (!configured) {
            group.configure();
            configured = true;
        }
        if (consumer == null) {
            consumer = group.join();
        }
        // The lock runs from the delivery, which is later than this.
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        listen();
        if (records.isEmpty()) {
            return;
        }
        backoff = FIRST_BACKOFF;
        ConsumerRecord<byte[], byte[]> record = records.iterator().next();
        Duration lock =
                consumer.acquisitionLockTimeoutMs().map(Duration::ofMillis).orElse(group.lockDuration());
        long now = System.nanoTime();
        lease = new Lease(record, record.deliveryCount().map(Short::intValue).orElse(1), lock, now);
        renewAt = now + lock.toNanos() / 3;
        busy = true;
        on(Event.DELIVERED);
        metrics.delivered(lease);
        Lease held = lease;
        worker.execute(() -> messages.add(Optional.of(verdictOf(held))));
    }

    private void listen() {
        double answered = ConsumerMetrics.fetches(consumer);
        if (answered > fetches) {
            fetches = answered;
            heard = System.nanoTime();
        }
    }

    private Verdict verdictOf(Lease held) {
        try {
            return work.work(held);
        } catch (RuntimeException | Error e) {
            LOG.error("{}: the work failed unexpectedly and is released", held, e);
            return Verdict.RELEASE;
        }
    }

    private void hold() throws InterruptedException {
        Optional<Verdict> said = awaitVerdict(Duration.ofNanos(Math.max(0, renewAt - System.nanoTime())));
        if (said.isPresent()) {
            verdict = said.get();
            on(Event.FINISHED);
        } else if (System.nanoTime() - renewAt >= 0) {
            renew();
        }
    }

    private void renew() {
        long asked = System.nanoTime();
        boolean renewed = acknowledge(
                AcknowledgeType.RENEW, lease.lockDuration().multipliedBy(2).dividedBy(3));
        if (renewed) {
            // The client hands a renewed record out again before it can be acknowledged again.
            ConsumerRecords<byte[], byte[]> again = consumer.poll(Duration.ZERO);
            renewed = again.count() == 1
                    && again.iterator().next().offset() == lease.record().offset();
        }
        if (!renewed) {
            lost("was not renewed");
            return;
        }
        heard = System.nanoTime();
        lease.renewed(asked);
        renewAt = asked + lease.lockDuration().toNanos() / 3;
        metrics.renewed();
    }

    private void settle() {
        if (acknowledge(type(verdict), SETTLE)) {
            metrics.settled(verdict);
            on(Event.SETTLED);
        } else {
            lost("was not settled with " + verdict + ", so that the request will be delivered again");
        }
        forgetLease();
    }

    /** True only if the broker named the record's partition as done; an empty answer means that nobody was asked. */
    private boolean acknowledge(AcknowledgeType type, Duration atMost) {
        ConsumerRecord<byte[], byte[]> record = lease.record();
        consumer.acknowledge(record, type);
        Map<TopicIdPartition, Optional<KafkaException>> answers = consumer.commitSync(atMost);
        answers.values().forEach(answer -> answer.ifPresent(e -> LOG.debug("{} of {}", type, lease, e)));
        return answers.entrySet().stream()
                .anyMatch(answer -> answer.getKey().partition() == record.partition()
                        && answer.getValue().isEmpty());
    }

    private void lost(String how) {
        LOG.warn("{}: the lease {}", lease, how);
        metrics.lost();
        on(Event.GONE);
        lease.send(Lease.Signal.ABANDON);
        discardConsumer(Duration.ZERO);
    }

    private void forget() {
        on(Event.FINISHED);
        forgetLease();
    }

    private void forgetLease() {
        lease = null;
        verdict = null;
        busy = false;
    }

    private void disturbed() {
        switch (state.phase()) {
            case HELD -> lost("was lost with the connection");
            case ENDING -> {
                lost("was lost with the connection");
                forgetLease();
            }
            default -> discardConsumer(Duration.ZERO);
        }
        if (state.phase() == Phase.IDLE) {
            try {
                awaitVerdict(backoff);
            } catch (InterruptedException e) {
                closing = true;
            }
            backoff =
                    backoff.multipliedBy(2).compareTo(LONGEST_BACKOFF) < 0 ? backoff.multipliedBy(2) : LONGEST_BACKOFF;
        }
    }

    /** What the work says, if it does so in time; empty also when the thread is woken. */
    private Optional<Verdict> awaitVerdict(Duration atMost) throws InterruptedException {
        Optional<Verdict> message = messages.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
        return message == null ? Optional.empty() : message;
    }

    private void discardConsumer(Duration patience) {
        fetches = 0;
        KafkaShareConsumer<byte[], byte[]> discarded = consumer;
        consumer = null;
        if (discarded != null) {
            try {
                discarded.close(patience);
            } catch (KafkaException | IllegalStateException e) {
                LOG.debug("closing the consumer", e);
            }
        }
    }

    private void on(Event event) {
        state = state.on(event);
    }

    private static AcknowledgeType type(Verdict verdict) {
        return switch (verdict) {
            case ACCEPT -> AcknowledgeType.ACCEPT;
            case RELEASE -> AcknowledgeType.RELEASE;
            case REJECT -> AcknowledgeType.REJECT;
        };
    }
}
