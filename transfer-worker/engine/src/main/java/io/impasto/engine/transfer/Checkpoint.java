package io.impasto.engine.transfer;

/** A painting between two evaluations: enough to go on with exactly the same iterates. */
public final class Checkpoint {

    private final int evaluation;

    Checkpoint(int evaluation) {
        this.evaluation = evaluation;
    }

    /** Evaluations done so far, over all levels and attempts. */
    public int evaluation() {
        return evaluation;
    }

    /** Serialised, with a version and a checksum. */
    public byte[] toBytes() {
        throw new UnsupportedOperationException();
    }

    /**
     * Reads what {@link #toBytes} wrote.
     *
     * @throws CheckpointRefused if the bytes are damaged or of another version
     */
    public static Checkpoint read(byte[] bytes) {
        throw new UnsupportedOperationException();
    }
}
