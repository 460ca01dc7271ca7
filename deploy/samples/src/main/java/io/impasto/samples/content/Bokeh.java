package io.impasto.samples.content;

import java.util.Random;

import io.impasto.samples.canvas.Colour;
import io.impasto.samples.canvas.Noise;
import io.impasto.samples.canvas.Picture;
import io.impasto.samples.canvas.Ramp;

/** A wood far out of focus: gaps of light between leaves as soft discs. */
final class Bokeh {
    private final Noise noise = new Noise(38);
    private final Ramp wood = Ramp.of(0x0e1a14, 0x1d3324, 0x35532f, 0x5f7a3a, 0x9aa350);
    private final Ramp gaps = Ramp.of(0x4f7a3c, 0x86a04a, 0xd0c060, 0xf2d98a, 0xf7c06a, 0x6f9a86);

    Picture draw(int width, int height) {
        double[][] discs = new double[170][];
        Random random = new Random(66);
        for (int i = 0; i < discs.length; i++) {
            double x = random.nextDouble();
            double y = random.nextDouble() * 1.34;
            double glow = Ramp.smooth(1.15, 0.0, Math.hypot(x - 0.85, y - 0.15)) * 0.8 + 0.12;
            discs[i] = new double[] {
                x, y, 0.018 + 0.045 * random.nextDouble(), glow * (0.2 + 0.5 * random.nextDouble()), random.nextDouble()
            };
        }
        return Picture.shaded(width, height, 1, (px, py) -> {
            double x = px / width;
            double y = py / width;
            double tone = 0.42 + 0.55 * noise.fbm(x * 2.1 + 5, y * 1.6, 3) - 0.25 * (y - 0.5) + 0.28 * (x - 0.4);
            double trunk = Ramp.smooth(0.10, 0.02, Math.abs(x - 0.13 - 0.04 * y)) * 0.35
                    + Ramp.smooth(0.07, 0.01, Math.abs(x - 0.90 + 0.05 * y)) * 0.22;
            Colour c = wood.at(tone - trunk);
            for (double[] d : discs) {
                double r = Math.hypot(x - d[0], y - d[1]) / d[2];
                if (r < 1.15) {
                    double inside = Ramp.smooth(1.08, 0.86, r) * (0.62 + 0.38 * r * r);
                    c = c.mix(gaps.at(d[4]), inside * d[3]);
                }
            }
            return c;
        });
    }
}
