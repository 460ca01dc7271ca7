package io.impasto.engine.transfer;

/**
 * What L-BFGS keeps of earlier steps.
 *
 * @param pairs at least 1
 * @param rounded whether they are kept in bfloat16
 */
public record History(int pairs, boolean rounded) {
    /** Where memory does not matter. */
    static final History FULL = new History(20, false);

    /**
     * Bytes for each pixel, of three values in each of two vectors a pair. A rounded history is there from the start; pairs of
     * an exact one come with the evaluations.
     */
    double bytesPerPixel(int evaluations) {
        return rounded
                ? pairs * 2.0 * 3 * Short.BYTES
                : Math.min(pairs, Math.max(0, evaluations - 1)) * 2.0 * 3 * Float.BYTES;
    }
}
