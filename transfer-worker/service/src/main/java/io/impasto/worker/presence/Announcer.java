package io.impasto.worker.presence;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.impasto.worker.transfers.EventPublisher;

/**
 * Announces this worker: when it starts, when something about it changes, and now and then; and says good-bye. Has a thread of its
 * own, so that nothing waits for a broker that does not answer.
 */
public final class Announcer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration GOOD_BYE = Duration.ofSeconds(1);

    private final EventPublisher events;
    private final String topic;
    private final Duration interval;
    private final Supplier<Announcement> state;
    private final Runnable idle;
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "announcer");
        thread.setDaemon(true);
        return thread;
    });

    private Announcement said;
    private long saidAt;
    private int idleFor;

    /**
     * @param interval after which the same is said again
     * @param state as it is now
     * @param idle called where two looks in a row found no work
     */
    public Announcer(
            EventPublisher events, String topic, Duration interval, Supplier<Announcement> state, Runnable idle) {
        this.events = events;
        this.topic = topic;
        this.interval = interval;
        this.state = state;
        this.idle = idle;
    }

    public void start() {
        clock.scheduleWithFixedDelay(this::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            Announcement now = state.get();
            boolean due = System.nanoTime() - saidAt >= interval.toNanos();
            if (!now.equals(said) || due) {
                said = now;
                saidAt = System.nanoTime();
                String time = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
                events.announce(topic, now.worker(), now.at(time));
            }
            idleFor = now.busy() ? 0 : idleFor + 1;
            if (idleFor > 2) {
                idle.run();
            }
        } catch (RuntimeException e) {
            // Whatever it was, it must not be the last announcement.
            LOG.warn("not announced: {}", e.getMessage());
        }
    }

    /** Says that the worker is gone, if the broker takes it within a second. */
    @Override
    public void close() {
        clock.shutdown();
        try {
            clock.awaitTermination(GOOD_BYE.toMillis(), TimeUnit.MILLISECONDS);
            events.withdraw(topic, state.get().worker()).get(GOOD_BYE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("no good-bye was said", e);
        }
    }
}
