package io.impasto.samples.canvas;

import java.awt.image.BufferedImage;
import java.util.stream.IntStream;

/** A picture of float channels, display values 0..1, row by row from the top left. */
public final class Picture {
    private final int width;
    private final int height;
    private final float[] r;
    private final float[] g;
    private final float[] b;

    public Picture(int width, int height) {
        this.width = width;
        this.height = height;
        this.r = new float[width * height];
        this.g = new float[width * height];
        this.b = new float[width * height];
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** Each pixel is the mean of {@code grid x grid} points of the shader; rows are drawn in parallel. */
    public static Picture shaded(int width, int height, int grid, Shader shader) {
        Picture picture = new Picture(width, height);
        IntStream.range(0, height).parallel().forEach(y -> {
            for (int x = 0; x < width; x++) {
                double r = 0;
                double g = 0;
                double b = 0;
                for (int k = 0; k < grid * grid; k++) {
                    Colour c = shader.at(x + (k % grid + 0.5) / grid, y + (k / grid + 0.5) / grid);
                    r += Ramp.clamp(c.r());
                    g += Ramp.clamp(c.g());
                    b += Ramp.clamp(c.b());
                }
                double n = grid * grid;
                picture.set(x, y, new Colour(r / n, g / n, b / n));
            }
        });
        return picture;
    }

    public Colour get(int x, int y) {
        int i = Math.max(0, Math.min(height - 1, y)) * width + Math.max(0, Math.min(width - 1, x));
        return new Colour(r[i], g[i], b[i]);
    }

    public void set(int x, int y, Colour c) {
        int i = y * width + x;
        r[i] = (float) c.r();
        g[i] = (float) c.g();
        b[i] = (float) c.b();
    }

    /** Lays a colour over the pixel with an opacity of 0..1. */
    public void blend(int x, int y, Colour c, double opacity) {
        set(x, y, get(x, y).mix(c, opacity));
    }

    /** Bilinear, with the border held beyond the edges; pixel centres lie at halves. */
    public Colour sample(double x, double y) {
        double px = x - 0.5;
        double py = y - 0.5;
        int ix = (int) Math.floor(px);
        int iy = (int) Math.floor(py);
        Colour top = get(ix, iy).mix(get(ix + 1, iy), px - ix);
        Colour bottom = get(ix, iy + 1).mix(get(ix + 1, iy + 1), px - ix);
        return top.mix(bottom, py - iy);
    }

    /** The mean over blocks of {@code factor x factor} pixels. */
    public Picture reduced(int factor) {
        Picture small = new Picture(width / factor, height / factor);
        IntStream.range(0, small.height).parallel().forEach(y -> {
            for (int x = 0; x < small.width; x++) {
                Colour sum = Colour.BLACK;
                for (int k = 0; k < factor * factor; k++) {
                    sum = sum.plus(get(x * factor + k % factor, y * factor + k / factor));
                }
                small.set(x, y, sum.times(1.0 / (factor * factor)));
            }
        });
        return small;
    }

    /** Three box filters, which is a Gaussian to the eye; the standard deviation is about the radius. */
    public Picture blurred(int radius) {
        Picture soft = new Picture(width, height);
        float[][] from = {r, g, b};
        float[][] to = {soft.r, soft.g, soft.b};
        IntStream.range(0, 3).parallel().forEach(c -> {
            float[] plane = from[c].clone();
            float[] scratch = new float[plane.length];
            for (int pass = 0; pass < 3; pass++) {
                boxes(plane, scratch, height, width, width, 1, radius);
                boxes(scratch, plane, width, height, 1, width, radius);
            }
            System.arraycopy(plane, 0, to[c], 0, plane.length);
        });
        return soft;
    }

    private static void boxes(float[] in, float[] out, int lines, int length, int line, int step, int radius) {
        for (int l = 0; l < lines; l++) {
            int base = l * line;
            double sum = 0;
            for (int k = -radius; k <= radius; k++) {
                sum += in[base + Math.max(0, Math.min(length - 1, k)) * step];
            }
            for (int k = 0; k < length; k++) {
                out[base + k * step] = (float) (sum / (2 * radius + 1));
                sum += in[base + Math.min(length - 1, k + radius + 1) * step];
                sum -= in[base + Math.max(0, k - radius) * step];
            }
        }
    }

    public BufferedImage toImage() {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < r.length; i++) {
            image.setRGB(i % width, i / width, level(r[i]) << 16 | level(g[i]) << 8 | level(b[i]));
        }
        return image;
    }

    private static int level(float v) {
        return (int) (Ramp.clamp(v) * 255 + 0.5);
    }
}
