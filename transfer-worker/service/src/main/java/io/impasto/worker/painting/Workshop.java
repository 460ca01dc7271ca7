package io.impasto.worker.painting;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.impasto.autodiff.Device;
import io.impasto.engine.device.DeviceChoice;
import io.impasto.engine.device.Execution;
import io.impasto.engine.device.Precision;
import io.impasto.engine.device.Provider;
import io.impasto.engine.network.FeatureNetwork;
import io.impasto.engine.network.Models;
import io.impasto.engine.transfer.StyleTransfer;
import io.impasto.tracing.Spans;
import io.impasto.worker.controls.Wishes;
import io.impasto.worker.presence.Announcement;
import io.impasto.worker.presence.Paces;
import io.impasto.worker.queue.Lease;
import io.impasto.worker.queue.Verdict;
import io.impasto.worker.queue.Work;
import io.impasto.worker.settings.DeviceSettings;
import io.impasto.worker.settings.NetworkSettings;
import io.impasto.worker.settings.WorkerSettings;
import io.impasto.worker.storage.Storage;
import io.impasto.worker.transfers.EventPublisher;
import io.impasto.worker.transfers.Network;

/** Everything that painting needs, warm, put together. */
public final class Workshop implements Work, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Workshop.class);

    /** So many requests to the store go side by side: what a request with a few styles needs at once. */
    private static final int REQUESTS = 6;

    private final Studio studio;
    private final ExecutorService io;
    private final Painter painter;
    private final Paces paces;
    private final long maxPixels;

    private Workshop(Studio studio, ExecutorService io, Painter painter, Paces paces, long maxPixels) {
        this.studio = studio;
        this.io = io;
        this.painter = painter;
        this.paces = paces;
        this.maxPixels = maxPixels;
    }

    /**
     * Opens and warms the network, which takes a second or so.
     *
     * @param name of this worker
     * @throws io.impasto.engine.network.NetworkException if the network can't be used
     * @throws io.impasto.autodiff.DeviceException if the device that is configured is not there
     */
    public static Workshop open(
            String name,
            WorkerSettings settings,
            NetworkSettings networks,
            DeviceSettings device,
            Storage storage,
            EventPublisher events,
            Wishes wishes,
            Spans spans,
            MeterRegistry registry) {
        Models models = networks.models().map(Models::in).orElseGet(Models::standard);
        Execution execution = execution(device);
        PaintingMetrics metrics = new PaintingMetrics(registry, execution.describe());
        Paces paces = new Paces();
        Studio studio = Studio.open(
                models,
                networks.network(),
                settings.memory().orElse(StyleTransfer.UNLIMITED),
                execution,
                metrics,
                paces);
        ExecutorService io = Executors.newFixedThreadPool(REQUESTS, task -> {
            Thread thread = new Thread(task, "io");
            thread.setDaemon(true);
            return thread;
        });
        long maxPixels = settings.maxPixels().orElseGet(Memory::paintingPixels);
        Preparation preparation = new Preparation(storage, io, maxPixels);
        Images images = new Images(storage, io, settings.maxInputPixels());
        Painter painter = new Painter(
                name, settings, studio, storage, events, wishes, metrics, paces, preparation, images, spans);
        return new Workshop(studio, io, painter, paces, maxPixels);
    }

    private static Execution execution(DeviceSettings settings) {
        // A build for the processor has nothing to fall back from, unless it was asked.
        Provider usual = Device.hasCuda() ? Provider.AUTO : Provider.CPU;
        DeviceChoice choice = DeviceChoice.of(settings.provider().orElse(usual), settings.device(), settings.tf32());
        choice.notice().ifPresent(LOG::warn);
        return new Execution(
                choice.device(),
                settings.half() ? Precision.HALF : Precision.SINGLE,
                settings.stepsPerRun().orElse(Execution.usualStepsPerRun(choice.device())));
    }

    @Override
    public Verdict work(Lease lease) {
        return painter.work(lease);
    }

    /** What this worker is and can do. */
    public Announcement announcement(String name, boolean busy) {
        FeatureNetwork network = studio.network();
        return new Announcement(
                name,
                studio.device(),
                new Network(network.name(), network.sha256()),
                studio.networks(),
                busy,
                maxPixels,
                Announcement.Course.ofPresets(),
                paces.all(),
                null);
    }

    /** Whether it is known how long anything takes with the network that paints where a request names none. */
    public boolean timed() {
        return paces.has(studio.network().name());
    }

    /**
     * Finds out how long it takes, on the thread that works.
     *
     * @param stop whether there is something better to do; asked after every evaluation
     */
    public void time(BooleanSupplier stop) {
        studio.time(stop);
    }

    @Override
    public void close() {
        io.shutdownNow();
        studio.close();
    }
}
