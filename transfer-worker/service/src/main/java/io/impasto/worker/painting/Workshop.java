package io.impasto.worker.painting;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.impasto.autodiff.Device;
import io.impasto.engine.device.DeviceChoice;
import io.impasto.engine.device.Execution;
import io.impasto.engine.device.Precision;
import io.impasto.engine.device.Provider;
import io.impasto.engine.network.Models;
import io.impasto.engine.transfer.StyleTransfer;
import io.impasto.worker.controls.Wishes;
import io.impasto.worker.queue.Lease;
import io.impasto.worker.queue.Verdict;
import io.impasto.worker.queue.Work;
import io.impasto.worker.settings.DeviceSettings;
import io.impasto.worker.settings.NetworkSettings;
import io.impasto.worker.settings.WorkerSettings;
import io.impasto.worker.storage.Storage;
import io.impasto.worker.transfers.EventPublisher;

/** Everything that painting needs, warm, put together. */
public final class Workshop implements Work, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Workshop.class);

    /** So many requests to the store go side by side: what a request with a few styles needs at once. */
    private static final int REQUESTS = 6;

    private final Studio studio;
    private final ExecutorService io;
    private final Painter painter;

    private Workshop(Studio studio, ExecutorService io, Painter painter) {
        this.studio = studio;
        this.io = io;
        this.painter = painter;
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
            MeterRegistry registry) {
        Models models = networks.models().map(Models::in).orElseGet(Models::standard);
        PaintingMetrics metrics = new PaintingMetrics(registry);
        Studio studio = Studio.open(
                models,
                networks.network(),
                settings.memory().orElse(StyleTransfer.UNLIMITED),
                execution(device),
                metrics);
        ExecutorService io = Executors.newFixedThreadPool(REQUESTS, task -> {
            Thread thread = new Thread(task, "io");
            thread.setDaemon(true);
            return thread;
        });
        Preparation preparation =
                new Preparation(storage, io, settings.maxPixels().orElseGet(Memory::paintingPixels));
        Images images = new Images(storage, io, settings.maxInputPixels());
        Painter painter = new Painter(name, settings, studio, storage, events, wishes, metrics, preparation, images);
        return new Workshop(studio, io, painter);
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

    @Override
    public void close() {
        io.shutdownNow();
        studio.close();
    }
}
