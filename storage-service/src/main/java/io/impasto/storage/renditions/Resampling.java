package io.impasto.storage.renditions;

import java.util.Arrays;

/**
 * Changes the size of a picture in linear light with a triangle filter, widened when shrinking so that fine detail averages out and does not
 * alias: a constant picture stays constant, and nothing leaves the range of what is there. Light counts by how opaque its place is.
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
        int channels = picture.channels();
        Pixels result = new Pixels(width, height, channels, depth);
        // Rows that are narrow already, as long as a window can still want them.
        int kept = Arrays.stream(down)
                .mapToInt(window -> window.weights.length)
                .max()
                .orElseThrow();
        float[][] narrow = new float[kept][channels * width];
        float[] row = new float[channels * width];
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
                result.level(y * row.length + i, level(row, i, channels, depth.most()));
            }
        }
        return result;
    }

    /** The light of a row's windows, with 4 channels each pixel's times its opacity. */
    private static void narrow(Pixels picture, int y, Window[] across, float[] to) {
        int channels = picture.channels();
        int start = channels * picture.width() * y;
        for (int x = 0; x < across.length; x++) {
            Window window = across[x];
            for (int c = 0; c < channels; c++) {
                float sum = 0;
                for (int k = 0; k < window.weights.length; k++) {
                    int pixel = start + channels * (window.first + k);
                    float light = c < Pixels.CHANNELS ? LINEAR[picture.level(pixel + c)] : 1;
                    float seen = picture.transparent() ? picture.level(pixel + Pixels.CHANNELS) / 255f : 1;
                    sum += window.weights[k] * light * seen;
                }
                to[channels * x + c] = sum;
            }
        }
    }

    private static int level(float[] row, int index, int channels, int most) {
        int channel = index % channels;
        if (channel == Pixels.CHANNELS) {
            return Math.round(most * Math.min(1, row[index]));
        }
        float seen = channels == Pixels.CHANNELS ? 1 : row[index - channel + Pixels.CHANNELS];
        return seen == 0 ? 0 : level(row[index] / seen, most);
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
