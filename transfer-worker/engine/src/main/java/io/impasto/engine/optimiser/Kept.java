package io.impasto.engine.optimiser;

/** A vector of the optimiser's history, exact or rounded. */
sealed interface Kept permits Kept.Exact, Kept.Rounded {

    /** Room for a vector of zeros. */
    static Kept ofLength(int length, boolean rounded) {
        return rounded ? new Rounded(new short[length]) : new Exact(new float[length]);
    }

    /** Becomes {@code a - b}. */
    void setDifference(float[] a, float[] b);

    /** Becomes {@code a}. */
    void set(float[] a);

    /** Inner product, of what is kept. */
    double dot(float[] a);

    /** Inner product of two that are kept in the same way. */
    double dot(Kept other);

    /** {@code y += a * this}. */
    void addTo(float[] y, double a);

    /** What is kept; not a copy where it is exact. */
    float[] values();

    /** Four bytes an element. */
    record Exact(float[] values) implements Kept {
        @Override
        public void setDifference(float[] a, float[] b) {
            Vectors.subtract(a, b, values);
        }

        @Override
        public void set(float[] a) {
            System.arraycopy(a, 0, values, 0, values.length);
        }

        @Override
        public double dot(float[] a) {
            return Vectors.dot(values, a);
        }

        @Override
        public double dot(Kept other) {
            return dot(((Exact) other).values);
        }

        @Override
        public void addTo(float[] y, double a) {
            Vectors.addScaled(y, a, values);
        }
    }

    /** Two bytes an element: the upper half of a float (bfloat16), rounded to nearest, ties to even. */
    record Rounded(short[] upper) implements Kept {
        @Override
        public void setDifference(float[] a, float[] b) {
            for (int i = 0; i < upper.length; i++) {
                upper[i] = round(a[i] - b[i]);
            }
        }

        @Override
        public void set(float[] a) {
            for (int i = 0; i < upper.length; i++) {
                upper[i] = round(a[i]);
            }
        }

        @Override
        public double dot(float[] a) {
            double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
            int i = 0;
            for (int end = upper.length - 3; i < end; i += 4) {
                s0 += (double) widen(upper[i]) * a[i];
                s1 += (double) widen(upper[i + 1]) * a[i + 1];
                s2 += (double) widen(upper[i + 2]) * a[i + 2];
                s3 += (double) widen(upper[i + 3]) * a[i + 3];
            }
            for (; i < upper.length; i++) {
                s0 += (double) widen(upper[i]) * a[i];
            }
            return (s0 + s1) + (s2 + s3);
        }

        @Override
        public double dot(Kept other) {
            short[] right = ((Rounded) other).upper;
            double sum = 0;
            for (int i = 0; i < upper.length; i++) {
                sum += (double) widen(upper[i]) * widen(right[i]);
            }
            return sum;
        }

        @Override
        public void addTo(float[] y, double a) {
            float factor = (float) a;
            for (int i = 0; i < y.length; i++) {
                y[i] += factor * widen(upper[i]);
            }
        }

        @Override
        public float[] values() {
            float[] values = new float[upper.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = widen(upper[i]);
            }
            return values;
        }

        private static short round(float value) {
            int bits = Float.floatToRawIntBits(value);
            return (short) (bits + 0x7fff + (bits >>> 16 & 1) >>> 16);
        }

        private static float widen(short upper) {
            return Float.intBitsToFloat(upper << 16);
        }
    }
}
