package io.impasto.samples.canvas;

import java.util.Random;

/**
 * Seeded gradient noise on the plane and sums of its octaves. Source: K. Perlin, "Improving Noise", SIGGRAPH 2002 (quintic fade,
 * permutation table), with sixteen unit gradients.
 */
public final class Noise {
    private static final double[] GX = new double[16];
    private static final double[] GY = new double[16];

    static {
        for (int i = 0; i < 16; i++) {
            GX[i] = StrictMath.cos(i * Math.PI / 8);
            GY[i] = StrictMath.sin(i * Math.PI / 8);
        }
    }

    private final int[] permutation = new int[512];

    public Noise(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 256; i++) {
            permutation[i] = i;
        }
        for (int i = 255; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swap = permutation[i];
            permutation[i] = permutation[j];
            permutation[j] = swap;
        }
        System.arraycopy(permutation, 0, permutation, 256, 256);
    }

    /** About -1..1, 0 at every point of the integer lattice. */
    public double at(double x, double y) {
        double fx = Math.floor(x);
        double fy = Math.floor(y);
        int ix = (int) fx & 255;
        int iy = (int) fy & 255;
        double u = x - fx;
        double v = y - fy;
        double a = dot(ix, iy, u, v);
        double b = dot(ix + 1, iy, u - 1, v);
        double c = dot(ix, iy + 1, u, v - 1);
        double d = dot(ix + 1, iy + 1, u - 1, v - 1);
        double su = u * u * u * (u * (u * 6 - 15) + 10);
        double sv = v * v * v * (v * (v * 6 - 15) + 10);
        double top = a + (b - a) * su;
        return 1.45 * (top + (c + (d - c) * su - top) * sv);
    }

    private double dot(int ix, int iy, double u, double v) {
        int g = permutation[permutation[ix & 255] + (iy & 255)] & 15;
        return GX[g] * u + GY[g] * v;
    }

    /** Octaves at half the size and half the strength each, turned against one another; about -1..1. */
    public double fbm(double x, double y, int octaves) {
        double sum = 0;
        double strength = 0.5;
        double px = x;
        double py = y;
        for (int i = 0; i < octaves; i++) {
            sum += strength * at(px, py);
            strength *= 0.5;
            double turned = 1.6 * px - 1.2 * py + 17.3;
            py = 1.2 * px + 1.6 * py + 5.1;
            px = turned;
        }
        return sum;
    }

    /** Octaves folded at zero into crests, each stronger where the last one was high; 0..1. */
    public double ridges(double x, double y, int octaves) {
        double sum = 0;
        double strength = 0.5;
        double previous = 1;
        double px = x;
        double py = y;
        for (int i = 0; i < octaves; i++) {
            double n = at(px, py);
            double crest = 1.04 - Math.sqrt(n * n + 0.0016);
            sum += strength * crest * crest * previous;
            previous = Math.min(1, crest * crest * 1.3);
            strength *= 0.46;
            double turned = 1.6 * px - 1.2 * py + 17.3;
            py = 1.2 * px + 1.6 * py + 5.1;
            px = turned;
        }
        return sum;
    }

    /** A well mixed value of 0..1 for a pair of integers. */
    public static double hash(int x, int y) {
        int h = x * 0x27d4eb2d ^ y * 0x165667b1;
        h = (h ^ h >>> 15) * 0x85ebca6b;
        h = (h ^ h >>> 13) * 0xc2b2ae35;
        return ((h ^ h >>> 16) >>> 8) / (double) (1 << 24);
    }
}
