package io.impasto.samples.content;

import java.util.Random;

import io.impasto.samples.canvas.Colour;
import io.impasto.samples.canvas.Noise;
import io.impasto.samples.canvas.Picture;
import io.impasto.samples.canvas.Ramp;
import io.impasto.samples.canvas.Stroke;

/** A spruce close to the viewer: whorls of hanging branches, needle by needle, lit from the left. Sizes are in pixels. */
final class Conifer {
    private static final Colour BARK = Colour.of(0x2a1c16);
    private static final Ramp SHADE = Ramp.of(0x07120f, 0x0d1f18, 0x152c1d);
    private static final Ramp SUN = Ramp.of(0x1b3318, 0x46541f, 0x84792c, 0xb59a45);

    private final Picture picture;
    private final Stroke stroke;
    private final Random random;
    private final Noise noise = new Noise(23);

    Conifer(Picture picture, long seed) {
        this.picture = picture;
        this.stroke = new Stroke(picture.width(), picture.height());
        this.random = new Random(seed);
    }

    /** A tree whose foot and tip are given; the foot may lie below the picture. */
    void grow(double footX, double footY, double tipX, double tipY) {
        double tall = footY - tipY;
        line(footX, footY, tipX, tipY, 0.010 * tall, BARK);
        int whorls = 46;
        for (int i = 0; i < whorls; i++) {
            double t = (i + random.nextDouble()) / whorls;
            double x = footX + (tipX - footX) * t;
            double y = footY - tall * t;
            double reach = tall * (0.004 + 0.185 * Math.pow(1 - t, 0.9)) * (0.7 + 0.5 * random.nextDouble());
            for (int k = 0; k < 6; k++) {
                double turn = (k + random.nextDouble()) / 6 * 2 * Math.PI;
                branch(x, y, Math.cos(turn) * reach, Math.sin(turn), reach, t);
            }
        }
    }

    private void branch(double x, double y, double across, double towards, double reach, double t) {
        int twigs = (int) (6 + Math.abs(across) / 5 + 4 * Math.max(0, towards));
        double drop = reach * (0.20 + 0.22 * (1 - t) + 0.20 * towards);
        for (int i = 0; i < twigs; i++) {
            double u = (i + 0.5) / twigs;
            double px = x + across * u;
            double py = y + drop * (1.7 * u - 1.0 * u * u) - reach * 0.04;
            double sunny = 0.34
                    - 0.55 * across / Math.max(1, reach)
                    + 0.25 * towards
                    - 0.35 * (1 - u)
                    + 0.25 * noise.at(px * 0.03, py * 0.03);
            for (int n = 0; n < 9; n++) {
                double heading = Math.PI / 2
                        - Math.signum(across) * (0.15 + 0.85 * random.nextDouble())
                        + 0.4 * random.nextGaussian();
                double small = Math.min(1, 0.25 + reach / 45);
                double length = (7 + 11 * random.nextDouble()) * small;
                double chance = random.nextDouble();
                Colour c = SHADE.at(chance).mix(SUN.at(chance), Ramp.clamp(sunny + 0.35 * (chance - 0.5)));
                double sx = px + 6 * small * random.nextGaussian();
                double sy = py + 3.5 * small * random.nextGaussian();
                line(sx, sy, sx + length * Math.cos(heading), sy + length * Math.sin(heading), 1.25, c);
            }
        }
    }

    private void line(double x0, double y0, double x1, double y1, double radius, Colour colour) {
        double length = Math.hypot(x1 - x0, y1 - y0);
        stroke.lay(new double[] {x0, x1}, new double[] {y0, y1}, radius, (x, y, u, s) -> {
            double taper = 1 - 0.75 * u / length;
            picture.blend(x, y, colour, 0.9 * Ramp.clamp((taper - Math.abs(s)) * radius + 0.5));
        });
    }
}
