package io.impasto.storage.renditions;

import java.util.Arrays;

/**
 * Changes the size of a picture in linear light with a triangle filter, widened when shrinking so that fine detail averages out and does not
 * alias: a constant picture stays constant, and nothing leaves the range of what is there.
 */
final class Resampling {

    private static final float[] LINEAR = new float[256];

    static {
        for (int level = 0; level < LINEAR.length; level++) {
            double value = level / 255.0;
            // The transfer function of IEC 61966-2-1.
            LINEAR[level] = (float) (value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4));
        }
    }

    private Resampling() {}

    /**
     * The picture at another size; the same object if size and depth are its own.
     *
     * @param picture of 8 bits
     * @param depth of the result
     */
    static Pixels resize(Pixels picture, int width, int height, Pixels.Depth depth) {
        if (picture.width() == width && picture.height() == height) {
            return picture.at(depth);
        }
        Window[] across = Window.between(picture.width(), width);
        Window[] down = Window.between(picture.height(), height);
        Pixels result = new Pixels(width, height, depth);
        // Rows that are narrow already, as long as a window can still want them.
        int kept = Arrays.stream(down)
                .mapToInt(window -> window.weights.length)
                .max()
                .orElseThrow();
        float[][] narrow = new float[kept][Pixels.CHANNELS * width];
        float[] row = new float[Pixels.CHANNELS * width];
        int next = 0;
        for (int y = 0; y < height; y++) {
            Window window = down[y];
            for (; next < window.first + window.weights.length; next++) {
                narrow(picture, next, across, narrow[next % kept]);
            }
            Arrays.fill(row, 0);
            for (int k = 0; k < window.weights.length; k++) {
                float[] from = narrow[(window.first + k) % kept];
                for (int i = 0; i < row.length; i++) {
                    row[i] += window.weights[k] * from[i];
                }
            }
            for (int i = 0; i < row.length; i++) {
                result.level(y * row.length + i, level(row[i], depth.most()));
            }
        }
        return result;
    }

    private static void narrow(Pixels picture, int y, Window[] across, float[] to) {
        int start = Pixels.CHANNELS * picture.width() * y;
        for (int x = 0; x < across.length; x++) {
            Window window = across[x];
            for (int c = 0; c < Pixels.CHANNELS; c++) {
                float sum = 0;
                for (int k = 0; k < window.weights.length; k++) {
                    sum += window.weights[k] * LINEAR[picture.level(start + Pixels.CHANNELS * (window.first + k) + c)];
                }
                to[Pixels.CHANNELS * x + c] = sum;
            }
        }
    }

    /** The level whose light is nearest. */
    private static int level(float linear, int most) {
        double value = linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.pow(linear, 1 / 2.4) - 0.055;
        return (int) Math.round(most * Math.max(0, Math.min(1, value)));
    }

    /** Which source positions make a target position, and their shares. */
    private record Window(int first, float[] weights) {

        static Window[] between(int source, int target) {
            double scale = (double) source / target;
            double reach = Math.max(1, scale);
            Window[] windows = new Window[target];
            for (int i = 0; i < target; i++) {
                double centre = (i + 0.5) * scale - 0.5;
                int first = Math.max(0, (int) Math.ceil(centre - reach));
                int last = Math.min(source - 1, (int) Math.floor(centre + reach));
                float[] weights = new float[last - first + 1];
                double sum = 0;
                for (int k = 0; k < weights.length; k++) {
                    weights[k] = (float) Math.max(0, 1 - Math.abs(first + k - centre) / reach);
                    sum += weights[k];
                }
                for (int k = 0; k < weights.length; k++) {
                    weights[k] /= (float) sum;
                }
                windows[i] = new Window(first, weights);
            }
            return windows;
        }
    }
}
