package io.impasto.engine.image;

import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * Changes the size of a picture with a Lanczos-3 filter, widened when shrinking so that fine detail averages out and does not alias
 * (Duchon 1979; the same filter as Pillow's {@code LANCZOS}).
 *
 * <p>Linear in the values: nothing is clamped, a constant picture stays constant, and any size down to one pixel works. Rows of the source are
 * asked for one after the other, so a source need never be in memory as floats.
 */
public final class Resampling {

    private static final double LOBES = 3;

    private Resampling() {}

    /** The picture at another size; the same object if the size is its own. */
    public static Picture resize(Picture picture, int width, int height) {
        if (picture.width() == width && picture.height() == height) {
            return picture;
        }
        int w = picture.width();
        int h = picture.height();
        float[] row = new float[Picture.CHANNELS * w];
        return new Picture(width, height, planes(Picture.CHANNELS, w, h, width, height, y -> {
            for (int c = 0; c < Picture.CHANNELS; c++) {
                System.arraycopy(picture.rgb(), (c * h + y) * w, row, c * w, w);
            }
            return row;
        }));
    }

    /**
     * A photograph or another finished picture at another size: made smaller in linear light, as {@link ImageCodec} reads it, so that it looks the
     * same from afar. Made larger as {@link #resize}, for light rings more at edges. What is being painted may leave 0..255 and is no
     * picture for this.
     */
    public static Picture resizeInLight(Picture picture, int width, int height) {
        int w = picture.width();
        int h = picture.height();
        if (width >= w && height >= h) {
            return resize(picture, width, height);
        }
        float[] row = new float[Picture.CHANNELS * w];
        float[] planes = planes(Picture.CHANNELS, w, h, width, height, y -> {
            for (int i = 0; i < row.length; i++) {
                row[i] = Light.of(picture.rgb()[(i / w * h + y) * w + i % w]);
            }
            return row;
        });
        for (int i = 0; i < planes.length; i++) {
            planes[i] = Light.level(planes[i]);
        }
        return new Picture(width, height, planes);
    }

    /** The picture with this long side, its aspect kept to the nearest pixel. */
    public static Picture resizeToLongSide(Picture picture, int longSide) {
        return resize(
                picture,
                side(picture.width(), picture.longSide(), longSide),
                side(picture.height(), picture.longSide(), longSide));
    }

    /** A side after the long side has gone from {@code from} to {@code to}, rounded, at least 1. */
    static int side(int length, int from, int to) {
        return (int) Math.max(1, Math.round((double) length * to / from));
    }

    /**
     * Resamples a source of {@code w x h} to {@code width x height}.
     *
     * @param channels planes of the source and of what comes of it
     * @param rows gives source row y as {@code channels x w} values; called once for each row, from top to bottom
     */
    static float[] planes(int channels, int w, int h, int width, int height, IntFunction<float[]> rows) {
        Taps across = Taps.between(w, width);
        Taps down = Taps.between(h, height);
        float[] result = new float[Math.multiplyExact(channels, Math.multiplyExact(width, height))];
        float[] narrow = new float[channels * width];
        int first = 0;
        for (int y = 0; y < h; y++) {
            across.apply(channels, rows.apply(y), w, narrow, width);
            while (first < height && down.end(first) <= y) {
                first++;
            }
            for (int target = first; target < height && down.start[target] <= y; target++) {
                float weight = down.weights[target][y - down.start[target]];
                for (int c = 0; c < channels; c++) {
                    int to = (c * height + target) * width;
                    for (int x = 0, from = c * width; x < width; x++, from++) {
                        result[to + x] += weight * narrow[from];
                    }
                }
            }
        }
        return result;
    }

    /** For each target position: where its source window starts, and the normalised weights in it. */
    private record Taps(int[] start, float[][] weights) {

        static Taps between(int source, int target) {
            if (source == target) {
                return identity(source);
            }
            double scale = (double) source / target;
            double stretch = Math.max(1, scale);
            double support = LOBES * stretch;
            int[] start = new int[target];
            float[][] weights = new float[target][];
            for (int i = 0; i < target; i++) {
                double centre = (i + 0.5) * scale;
                int from = (int) Math.max(0, Math.floor(centre - support + 0.5));
                int to = (int) Math.min(source, Math.floor(centre + support + 0.5));
                start[i] = from;
                weights[i] = normalised(from, to, centre, stretch);
            }
            return new Taps(start, weights);
        }

        private static Taps identity(int length) {
            int[] start = new int[length];
            Arrays.setAll(start, i -> i);
            float[][] weights = new float[length][];
            Arrays.fill(weights, new float[] {1});
            return new Taps(start, weights);
        }

        private static float[] normalised(int from, int to, double centre, double stretch) {
            double[] raw = new double[to - from];
            double sum = 0;
            for (int k = 0; k < raw.length; k++) {
                raw[k] = lanczos((from + k + 0.5 - centre) / stretch);
                sum += raw[k];
            }
            float[] weights = new float[raw.length];
            for (int k = 0; k < raw.length; k++) {
                weights[k] = (float) (raw[k] / sum);
            }
            return weights;
        }

        private static double lanczos(double x) {
            if (x == 0) {
                return 1;
            }
            if (Math.abs(x) >= LOBES) {
                return 0;
            }
            double a = Math.PI * x;
            return LOBES * Math.sin(a) * Math.sin(a / LOBES) / (a * a);
        }

        int end(int target) {
            return start[target] + weights[target].length;
        }

        void apply(int channels, float[] row, int w, float[] out, int width) {
            for (int c = 0; c < channels; c++) {
                for (int x = 0; x < width; x++) {
                    float sum = 0;
                    int from = c * w + start[x];
                    float[] tap = weights[x];
                    for (int k = 0; k < tap.length; k++) {
                        sum += tap[k] * row[from + k];
                    }
                    out[c * width + x] = sum;
                }
            }
        }
    }
}
