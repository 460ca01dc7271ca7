package io.impasto.engine.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.impasto.engine.device.Execution;
import io.impasto.engine.device.Precision;
import io.impasto.engine.image.Picture;
import io.impasto.engine.network.FeatureNetwork;
import io.impasto.engine.transfer.Directive;
import io.impasto.engine.transfer.Evaluation;
import io.impasto.engine.transfer.GuidePictures;
import io.impasto.engine.transfer.StyleTransfer;
import io.impasto.engine.transfer.TransferListener;
import io.impasto.engine.transfer.TransferOptions;
import io.impasto.engine.transfer.TransferOutcome;

/** Paints by a manifest, its changes on the way included. */
public final class Replay {
    private final Manifest manifest;

    public Replay(Manifest manifest) {
        this.manifest = manifest;
    }

    /**
     * As it was executed, as far as the manifest says so and this device can: in float16 or not, and on as many threads, for sums are split by their
     * number.
     *
     * @param here what this machine would do by itself
     */
    public Execution execution(Execution here) {
        Circumstances then = manifest.circumstances();
        boolean half = then.execution() != null && then.execution().endsWith("float16");
        Execution likewise = new Execution(
                here.device(),
                half ? Precision.HALF : here.precision(),
                then.stepsPerRun() == 0 ? here.stepsPerRun() : then.stepsPerRun(),
                here.threads());
        int threads = Circumstances.here(here).threads();
        return then.threads() == 0 || then.threads() == threads ? likewise : likewise.withThreads(then.threads());
    }

    /**
     * Refuses another network than the one that painted.
     *
     * @throws ManifestException naming both
     */
    public void require(FeatureNetwork network) {
        if (!network.sha256().equals(manifest.network().sha256())) {
            throw new ManifestException("network " + network.name() + " is not the one that painted: SHA-256 "
                    + network.sha256() + ", not " + manifest.network().sha256());
        }
    }

    /**
     * Paints.
     *
     * @param transfer of the manifest's network
     * @param listener hears of every evaluation before what was changed after it is changed
     * @throws io.impasto.engine.transfer.InvalidOption as {@link StyleTransfer#paint}
     */
    public TransferOutcome paint(
            StyleTransfer transfer,
            Picture content,
            List<Picture> styles,
            GuidePictures guides,
            Optional<Picture> startImage,
            TransferListener listener) {
        return transfer.paint(
                manifest.options(),
                content,
                styles,
                guides,
                startImage,
                Optional.empty(),
                new Changing(transfer, listener));
    }

    /** What differs from the painting that the manifest tells of, each for a person. */
    public List<String> differences(Manifest now) {
        List<String> differences = new ArrayList<>(manifest.circumstances().differences(now.circumstances()));
        manifest.previewNetwork()
                .filter(then -> !then.sha256()
                        .equals(now.previewNetwork()
                                .map(Manifest.Network::sha256)
                                .orElse("")))
                .ifPresent(then -> differences.add(
                        0,
                        "another network painted first: " + then.sha256() + " then, "
                                + now.previewNetwork()
                                        .map(Manifest.Network::sha256)
                                        .orElse("none") + " now"));
        manifest.memory()
                .ifPresent(then -> Circumstances.compare(
                        differences,
                        "fitting into memory",
                        describe(then),
                        now.memory().map(Replay::describe).orElse("unknown")));
        return differences;
    }

    private static String describe(Manifest.Fitting memory) {
        return "history " + memory.history() + (memory.rounded() ? " rounded" : "") + ", tiles of "
                + memory.tileSides();
    }

    /** Asks for the changes after the evaluations that they followed. */
    private final class Changing implements TransferListener {
        private final StyleTransfer transfer;
        private final TransferListener listener;

        private Changing(StyleTransfer transfer, TransferListener listener) {
            this.transfer = transfer;
            this.listener = listener;
        }

        @Override
        public Directive evaluated(Evaluation evaluation) {
            Directive directive = listener.evaluated(evaluation);
            manifest.changes().stream()
                    .filter(change -> change.evaluation() == evaluation.number())
                    .forEach(change -> transfer.reweight(TransferOptions.fromJson(change.options())));
            return directive;
        }

        @Override
        public void stopped(Evaluation last) {
            listener.stopped(last);
        }
    }
}
