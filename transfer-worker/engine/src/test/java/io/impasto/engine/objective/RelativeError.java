package io.impasto.engine.objective;

/** How far apart two vectors are. */
final class RelativeError {

    private RelativeError() {}

    /** Norm of the difference, in parts of what was expected. */
    static double of(float[] actual, float[] expected) {
        double difference = 0;
        double norm = 0;
        for (int i = 0; i < expected.length; i++) {
            difference += Math.pow((double) actual[i] - expected[i], 2);
            norm += (double) expected[i] * expected[i];
        }
        return Math.sqrt(difference / norm);
    }
}
