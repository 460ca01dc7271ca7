package io.impasto.engine.transfer;

import java.util.List;
import java.util.Optional;

import io.impasto.engine.image.Picture;
import io.impasto.engine.network.FeatureNetwork;

/**
 * Paints: minimises an objective over the pixels of a picture, coarse to fine. Sessions stay warm from job to job and
 * serve every size. One job at a time; {@link #stop} may be called from any thread.
 */
public final class StyleTransfer implements AutoCloseable {

    private final FeatureNetwork network;

    private StyleTransfer(FeatureNetwork network) {
        this.network = network;
    }

    /** Prepares to paint with a network; sessions open with the first job of each objective and stay. */
    public static StyleTransfer open(FeatureNetwork network) {
        return new StyleTransfer(network);
    }

    /** The network that paints. */
    public FeatureNetwork network() {
        return network;
    }

    /** Opens the session of the given options' objective and runs it once on a small picture, so that the first job starts at once. */
    public void warmUp(TransferOptions options) {
        throw new UnsupportedOperationException();
    }

    /**
     * Paints one picture.
     *
     * @param options what is left out is the preset's
     * @param content decides what is seen; any size, resized to the options' long side
     * @param styles decide how; 1 to 8, any sizes
     * @param startImage with start {@code image}: what to start from, resized to the content's shape
     * @param resume a checkpoint of the same job to go on from
     * @param listener hears of every evaluation
     * @throws InvalidOption if an option does not fit the network, the pictures or the pixel budget
     * @throws CheckpointRefused if {@code resume} is of another job
     */
    public TransferOutcome paint(
            TransferOptions options,
            Picture content,
            List<Picture> styles,
            Optional<Picture> startImage,
            Optional<Checkpoint> resume,
            TransferListener listener) {
        throw new UnsupportedOperationException();
    }

    /** Ends the job in progress within milliseconds, in the middle of an evaluation if need be; nothing if there is none. */
    public void stop() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
