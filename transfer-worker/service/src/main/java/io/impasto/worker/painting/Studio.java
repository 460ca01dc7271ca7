package io.impasto.worker.painting;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BooleanSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.impasto.engine.device.Execution;
import io.impasto.engine.image.Picture;
import io.impasto.engine.network.FeatureNetwork;
import io.impasto.engine.network.Models;
import io.impasto.engine.network.NetworkException;
import io.impasto.engine.transfer.Directive;
import io.impasto.engine.transfer.StyleTransfer;
import io.impasto.engine.transfer.TransferOptions;
import io.impasto.worker.presence.Paces;
import io.impasto.worker.presence.Stopwatch;
import io.impasto.worker.transfers.Problem;
import io.impasto.worker.transfers.Refusal;

/** The engine's sessions: one warm from the start, and the last other one that a request named. Used by one thread at a time. */
final class Studio implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Studio.class);

    private static final int[] TRIAL_SIDES = {128, 256};
    private static final int TRIAL_EVALUATIONS = 12;

    private final Models models;
    private final long memory;
    private final StyleTransfer main;
    private final PaintingMetrics metrics;
    private final Paces paces;
    private StyleTransfer guest;

    private Studio(Models models, long memory, StyleTransfer main, PaintingMetrics metrics, Paces paces) {
        this.models = models;
        this.memory = memory;
        this.main = main;
        this.metrics = metrics;
        this.paces = paces;
        know(main);
    }

    /** What a plan needs of a network besides its pace; of the built-in one too, which may paint first. */
    private void know(StyleTransfer session) {
        know(session.network());
        know(models.named(Models.BUILT_IN));
    }

    private void know(FeatureNetwork network) {
        boolean preview = TransferOptions.defaults().resolve(network).previewEvaluations() > 0;
        paces.know(network.name(), preview, network.leastSide(network.layers()));
    }

    /**
     * Opens a network and runs it once.
     *
     * @param memory bytes that a painting may take the process to
     * @param execution device and precision of all its sessions
     * @param network a name or a path: it is configured, not requested
     * @throws NetworkException if there is none, or it can't be used
     */
    static Studio open(
            Models models, String network, long memory, Execution execution, PaintingMetrics metrics, Paces paces) {
        long begun = System.nanoTime();
        StyleTransfer main = StyleTransfer.open(models.open(network), memory, execution);
        main.warmUp(TransferOptions.defaults());
        LOG.info(
                "{} is warm on {} after {} ms",
                main.network().name(),
                execution.describe(),
                (System.nanoTime() - begun) / 1_000_000);
        metrics.opened(begun);
        return new Studio(models, memory, main, metrics, paces);
    }

    /** The network that paints where a request names none. */
    FeatureNetwork network() {
        return main.network();
    }

    /** Names of all networks that a request may name. */
    List<String> networks() {
        List<String> names = new ArrayList<>(models.names());
        if (!names.contains(main.network().name())) {
            names.add(0, main.network().name());
        }
        return names;
    }

    /** Device and precision. */
    String device() {
        return main.execution().describe();
    }

    /**
     * Paints two small pictures to see how long it takes.
     *
     * @param stop asked after every evaluation
     */
    void time(BooleanSupplier stop) {
        for (int side : TRIAL_SIDES) {
            if (stop.getAsBoolean()) {
                return;
            }
            TransferOptions options = TransferOptions.defaults().toBuilder()
                    .size(side)
                    .levels(1)
                    .evaluations(TRIAL_EVALUATIONS)
                    .build();
            Picture content = noise(side, 1);
            List<Picture> styles = List.of(noise(side, 2));
            Stopwatch watch = Stopwatch.ofTrial(paces);
            main.paint(options, content, styles, Optional.empty(), Optional.empty(), evaluation -> {
                watch.evaluated(evaluation);
                return stop.getAsBoolean() ? Directive.STOP : Directive.CONTINUE;
            });
            watch.stop();
        }
    }

    /** What is painted has no bearing on how long it takes, if there is something to do. */
    private static Picture noise(int side, long seed) {
        Random random = new Random(seed);
        float[] rgb = new float[3 * side * side];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = 255 * random.nextFloat();
        }
        return new Picture(side, side, rgb);
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
            know(guest);
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
