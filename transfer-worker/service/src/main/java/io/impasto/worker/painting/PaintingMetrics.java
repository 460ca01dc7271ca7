package io.impasto.worker.painting;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** What painting counts: after Triton's split, time to load, to compute, to store. The queue counts its own wait. */
final class PaintingMetrics {

    /** Long sides in pixels, up to which sizes are told apart: a label for each size that is asked for would be too many. */
    private static final int[] SIZES = {256, 512, 1024, 2048};

    private final MeterRegistry registry;
    private final String device;
    private final Timer announce;
    private final Timer images;
    private final Timer network;
    private final Timer compute;
    private final Timer store;
    private final Counter evaluations;
    private final Counter previews;
    private final Counter checkpoints;
    private final AtomicReference<Double> rate = new AtomicReference<>(0.0);

    /** @param device and precision of all paintings */
    PaintingMetrics(MeterRegistry registry, String device) {
        this.registry = registry;
        this.device = device;
        announce = timer("impasto.worker.announce", "Time from delivery to transfer.started");
        images = load("images", registry);
        network = load("network", registry);
        compute = timer("impasto.worker.compute", "Time to paint");
        store = timer("impasto.worker.store", "Time to store and announce the result");
        evaluations = counter("impasto.worker.evaluations", "Evaluations of losses and gradient");
        previews = counter("impasto.worker.previews", "Previews stored");
        checkpoints = counter("impasto.worker.checkpoints", "Checkpoints stored");
        Gauge.builder("impasto.worker.evaluations.rate", rate, AtomicReference::get)
                .description("Evaluations per second of the painting in progress, or of the last one")
                .tag("device", device)
                .register(registry);
    }

    private Timer timer(String name, String description) {
        return Timer.builder(name)
                .description(description)
                .publishPercentiles(0.5, 0.95)
                .register(registry);
    }

    private static Timer load(String what, MeterRegistry registry) {
        return Timer.builder("impasto.worker.load")
                .description("Time to fetch and decode images, or to open a network")
                .tag("what", what)
                .publishPercentiles(0.5, 0.95)
                .register(registry);
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    void announced(long since) {
        announce.record(Duration.ofNanos(System.nanoTime() - since));
    }

    void opened(long since) {
        network.record(Duration.ofNanos(System.nanoTime() - since));
    }

    void loaded(long since) {
        images.record(Duration.ofNanos(System.nanoTime() - since));
    }

    void computed(long since) {
        compute.record(Duration.ofNanos(System.nanoTime() - since));
    }

    void stored(long since) {
        store.record(Duration.ofNanos(System.nanoTime() - since));
    }

    /**
     * A painting is done and announced.
     *
     * @param longSide in pixels
     * @param since when this attempt at it began
     */
    void painted(String network, int longSide, long since) {
        Timer.builder("impasto.worker.paintings")
                .description("Paintings done, and how long the attempt took from delivery to announcement")
                .tag("network", network)
                .tag("size", upTo(longSide))
                .tag("device", device)
                .register(registry)
                .record(Duration.ofNanos(System.nanoTime() - since));
    }

    private static String upTo(int longSide) {
        return IntStream.of(SIZES)
                .filter(size -> longSide <= size)
                .mapToObj(String::valueOf)
                .findFirst()
                .orElse("larger");
    }

    void evaluated(double perSecond) {
        evaluations.increment();
        rate.set(perSecond);
    }

    void preview() {
        previews.increment();
    }

    void checkpoint() {
        checkpoints.increment();
    }

    /** @param outcome completed, failed, duplicate, released, unreadable, … */
    void ended(String outcome) {
        registry.counter("impasto.worker.jobs", "outcome", outcome).increment();
    }
}
