package io.impasto.worker;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.impasto.tracing.Spans;
import io.impasto.worker.controls.Wishes;
import io.impasto.worker.painting.Workshop;
import io.impasto.worker.presence.Announcer;
import io.impasto.worker.queue.RequestQueue;
import io.impasto.worker.queue.ShareGroup;
import io.impasto.worker.settings.DeviceSettings;
import io.impasto.worker.settings.KafkaSettings;
import io.impasto.worker.settings.NetworkSettings;
import io.impasto.worker.settings.StorageSettings;
import io.impasto.worker.settings.TracesSettings;
import io.impasto.worker.settings.WorkerSettings;
import io.impasto.worker.storage.Storage;
import io.impasto.worker.transfers.EventPublisher;

/**
 * The worker from start to end. Warms up beside the start of the application, then joins the queue; on shutdown has the
 * running painting checkpointed and released before anything it uses is closed.
 */
@Singleton
public class TransferWorker {

    private static final Logger LOG = LoggerFactory.getLogger(TransferWorker.class);

    private final KafkaSettings kafka;
    private final WorkerSettings settings;
    private final NetworkSettings networks;
    private final DeviceSettings device;
    private final MeterRegistry registry;
    private final Storage storage;
    private final Spans spans;

    private Thread opening;
    private volatile boolean ending;
    private volatile EventPublisher events;
    private volatile Workshop workshop;
    private volatile Wishes wishes;
    private volatile RequestQueue queue;
    private volatile Announcer announcer;
    private volatile boolean timing;

    TransferWorker(
            KafkaSettings kafka,
            StorageSettings storage,
            WorkerSettings settings,
            NetworkSettings networks,
            DeviceSettings device,
            TracesSettings traces,
            MeterRegistry registry) {
        this.kafka = kafka;
        this.settings = settings;
        this.networks = networks;
        this.device = device;
        this.registry = registry;
        this.spans = Spans.of("worker", traces.endpoint());
        this.storage = new Storage(storage.url(), storage.timeout(), storage.importTimeout(), settings.maxInputBytes());
    }

    void begin(@Observes StartupEvent start) {
        opening = new Thread(this::open, "opening");
        opening.start();
    }

    private void open() {
        try {
            String name = settings.name().orElseGet(TransferWorker::defaultName);
            events = new EventPublisher(
                    kafka.bootstrapServers(),
                    kafka.eventsTopic(),
                    name,
                    kafka.cloudeventsMode() == KafkaSettings.CloudEventsMode.STRUCTURED);
            wishes = new Wishes(kafka.bootstrapServers(), kafka.controlsTopic());
            wishes.start();
            workshop = Workshop.open(name, settings, networks, device, storage, events, wishes, spans, registry);
            ShareGroup group = new ShareGroup(
                    kafka.bootstrapServers(), kafka.group(), kafka.requestsTopic(), settings.lockDuration());
            RequestQueue opened = new RequestQueue(group, workshop, registry);
            Gauge.builder("impasto.worker.busy", opened, some -> some.busy() ? 1 : 0)
                    .description("1 while a request is worked on")
                    .register(registry);
            // What is wished of a transfer must be known before its request is taken.
            awaitWishes();
            synchronized (this) {
                if (!ending) {
                    queue = opened;
                    queue.start();
                    announcer = new Announcer(
                            events,
                            kafka.workersTopic(),
                            settings.announceInterval(),
                            () -> workshop.announcement(name, opened.busy()),
                            this::time);
                    announcer.start();
                }
            }
            LOG.info("{} takes transfers from {}", name, kafka.requestsTopic());
        } catch (RuntimeException | LinkageError e) {
            LOG.error("the worker cannot start: {}", e.getMessage());
            LOG.debug("cannot start", e);
            Quarkus.asyncExit(1);
        }
    }

    void end(@Observes ShutdownEvent shutdown) throws InterruptedException {
        synchronized (this) {
            ending = true;
        }
        opening.join();
        if (queue != null) {
            queue.close();
        }
        if (announcer != null) {
            announcer.close();
        }
        if (wishes != null) {
            wishes.close();
        }
        if (workshop != null) {
            workshop.close();
        }
        if (events != null) {
            events.close();
        }
        spans.close();
    }

    /** Where no job has shown yet how long painting takes, and there is none, finds out. */
    private void time() {
        if (timing || workshop.timed()) {
            return;
        }
        timing = true;
        queue.aside(() -> {
            try {
                workshop.time(() -> queue.busy() || queue.closing());
                timing = false;
            } catch (RuntimeException e) {
                // The jobs will show it.
                LOG.warn("it is not known how long painting takes: {}", e.getMessage());
            }
        });
    }

    /** Whether the network is loaded and has run. */
    public boolean warm() {
        return workshop != null;
    }

    /** Whether the queue was joined and the broker answers. */
    public boolean joined() {
        RequestQueue current = queue;
        return current != null && current.joined();
    }

    private void awaitWishes() {
        while (!ending && !wishes.awaitCaughtUp(Duration.ofMillis(100))) {
            LOG.debug("reading {}", kafka.controlsTopic());
        }
    }

    /** Whether all that clients want of transfers was read. */
    public boolean controlled() {
        Wishes current = wishes;
        return current != null && current.caughtUp();
    }

    /** Whether storage-service answers. */
    public boolean stores() {
        return storage.ready();
    }

    /** Whether a request is worked on. */
    public boolean busy() {
        RequestQueue current = queue;
        return current != null && current.busy();
    }

    private static String defaultName() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            host = "worker";
        }
        return host + "-" + ProcessHandle.current().pid();
    }
}
