package io.impasto.engine.optimiser;

/** Vector arithmetic on plain arrays; sums accumulate in double precision, in a fixed order. */
final class Vectors {
    private Vectors() {}

    /** Inner product. Eight partial sums, because one would wait for the adder at each element. */
    static double dot(float[] a, float[] b) {
        double s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
        int i = 0;
        for (int end = a.length - 7; i < end; i += 8) {
            s0 += (double) a[i] * b[i];
            s1 += (double) a[i + 1] * b[i + 1];
            s2 += (double) a[i + 2] * b[i + 2];
            s3 += (double) a[i + 3] * b[i + 3];
            s4 += (double) a[i + 4] * b[i + 4];
            s5 += (double) a[i + 5] * b[i + 5];
            s6 += (double) a[i + 6] * b[i + 6];
            s7 += (double) a[i + 7] * b[i + 7];
        }
        for (; i < a.length; i++) {
            s0 += (double) a[i] * b[i];
        }
        return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
    }

    /** {@code y += a * x}. */
    static void addScaled(float[] y, double a, float[] x) {
        float factor = (float) a;
        for (int i = 0; i < y.length; i++) {
            y[i] += factor * x[i];
        }
    }

    /** {@code y *= a}. */
    static void scale(float[] y, double a) {
        float factor = (float) a;
        for (int i = 0; i < y.length; i++) {
            y[i] *= factor;
        }
    }

    /** {@code out = a - b}. */
    static void subtract(float[] a, float[] b, float[] out) {
        for (int i = 0; i < out.length; i++) {
            out[i] = a[i] - b[i];
        }
    }

    /** Root of the mean square. */
    static double rms(float[] a) {
        return Math.sqrt(dot(a, a) / a.length);
    }

    /** Root of the mean squared difference; NaN or infinite if any value is. */
    static double rmsDifference(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            double d = (double) a[i] - b[i];
            sum += d * d;
        }
        return Math.sqrt(sum / a.length);
    }

    /** Whether no value is NaN or infinite: 0 times it would not be 0. */
    static boolean allFinite(float[] a) {
        float zero = 0;
        for (float value : a) {
            zero += 0 * value;
        }
        return zero == 0;
    }
}
