package io.impasto.worker.painting;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.impasto.engine.device.Execution;
import io.impasto.engine.network.FeatureNetwork;
import io.impasto.engine.network.Models;
import io.impasto.engine.network.NetworkException;
import io.impasto.engine.transfer.StyleTransfer;
import io.impasto.engine.transfer.TransferOptions;
import io.impasto.worker.transfers.Problem;
import io.impasto.worker.transfers.Refusal;

/** The engine's sessions: one warm from the start, and the last other one that a request named. Used by one thread at a time. */
final class Studio implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Studio.class);

    private final Models models;
    private final long memory;
    private final StyleTransfer main;
    private final PaintingMetrics metrics;
    private StyleTransfer guest;

    private Studio(Models models, long memory, StyleTransfer main, PaintingMetrics metrics) {
        this.models = models;
        this.memory = memory;
        this.main = main;
        this.metrics = metrics;
    }

    /**
     * Opens a network and runs it once.
     *
     * @param memory bytes that a painting may take the process to
     * @param execution device and precision of all its sessions
     * @param network a name or a path: it is configured, not requested
     * @throws NetworkException if there is none, or it can't be used
     */
    static Studio open(Models models, String network, long memory, Execution execution, PaintingMetrics metrics) {
        long begun = System.nanoTime();
        StyleTransfer main = StyleTransfer.open(models.open(network), memory, execution);
        main.warmUp(TransferOptions.defaults());
        LOG.info(
                "{} is warm on {} after {} ms",
                main.network().name(),
                execution.describe(),
                (System.nanoTime() - begun) / 1_000_000);
        metrics.opened(begun);
        return new Studio(models, memory, main, metrics);
    }

    /**
     * The session of a network that a request named, or the main one.
     *
     * @param name null for the main one
     * @throws Refusal if there is none of that name
     */
    StyleTransfer session(String name) {
        if (name == null || name.equals(main.network().name())) {
            return main;
        }
        if (guest == null || !guest.network().name().equals(name)) {
            long begun = System.nanoTime();
            FeatureNetwork network = named(name);
            closeGuest();
            guest = StyleTransfer.open(network, memory, main.execution());
            metrics.opened(begun);
        }
        return guest;
    }

    private FeatureNetwork named(String name) {
        try {
            return models.named(name);
        } catch (NetworkException e) {
            throw new Refusal(Problem.networkNotAvailable(e.getMessage()));
        }
    }

    private void closeGuest() {
        if (guest != null) {
            guest.close();
            guest = null;
        }
    }

    @Override
    public void close() {
        closeGuest();
        main.close();
    }
}
