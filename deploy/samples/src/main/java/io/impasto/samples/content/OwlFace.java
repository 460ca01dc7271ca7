package io.impasto.samples.content;

import io.impasto.samples.canvas.Colour;
import io.impasto.samples.canvas.Noise;
import io.impasto.samples.canvas.Picture;
import io.impasto.samples.canvas.Ramp;

/** The smooth parts of the owl's face: two wet eyes and a horn beak, pixel by pixel. */
final class OwlFace {
    private static final double RADIUS = 0.066;

    private final Picture picture;
    private final Noise noise = new Noise(17);
    private final Ramp iris = Ramp.of(0xffd84a, 0xffb81f, 0xf58a12, 0xd95f0c, 0x7a2c06);

    OwlFace(Picture picture) {
        this.picture = picture;
    }

    void eye(int side) {
        double cx = 0.5 + side * Owl.EYE_APART;
        double cy = Owl.EYE_Y;
        each(cx, cy, RADIUS * 1.3, (x, y) -> {
            double dx = (x - cx) / RADIUS;
            double dy = (y - cy) / RADIUS;
            double r = Math.sqrt(dx * dx + dy * dy);
            double turn = Math.atan2(dy, dx);
            double fibre = 0.5 * noise.at(turn * 9, r * 2.2) + 0.5 * noise.at(turn * 22 + 7, r * 3);
            Colour c = iris.at((r - 0.42) * 1.35 + 0.16 * fibre).times(0.96 + 0.22 * fibre);
            double bowl = 0.70 + 0.42 * Ramp.clamp(0.5 + 0.45 * dy + 0.3 * dx);
            c = c.times(bowl).mix(Colour.of(0x080506), Ramp.smooth(0.475, 0.445, r));
            double lid = Ramp.smooth(0.25, -0.95, dy + 0.25 * r);
            c = c.times(1 - 0.75 * lid).mix(Colour.of(0x0c0806), Ramp.smooth(0.90, 0.99, r));
            double window = Ramp.smooth(0.21, 0.15, Math.hypot((dx + 0.30) * 0.85, dy + 0.34));
            double spark = Ramp.smooth(0.09, 0.05, Math.hypot(dx - 0.34, dy - 0.36));
            double sky = 0.30 * Ramp.smooth(0.46, 0.2, r) * Ramp.smooth(0.2, -0.5, dy);
            c = c.mix(Colour.of(0x9fb4c4), sky)
                    .mix(Colour.of(0xfffaf0), 0.96 * window)
                    .mix(Colour.of(0xffe9c0), 0.5 * spark);
            blend(x, y, c, Ramp.smooth(1.12, 1.09, r));
        });
    }

    void beak() {
        double top = 0.485;
        double tip = 0.607;
        each(0.5, 0.545, 0.08, (x, y) -> {
            double t = (y - top) / (tip - top);
            if (t < 0 || t > 1) {
                return;
            }
            double half = 0.030 * Math.pow(1 - t, 0.42) * (0.62 + 0.55 * Ramp.smooth(0, 0.4, t));
            double s = (x - 0.5) / Math.max(1e-4, half);
            double nz = Math.sqrt(Math.max(0, 1 - s * s));
            double key = Math.max(0, -0.6 * s + 0.35 * nz);
            double gloss = Math.pow(Ramp.clamp(1 - Math.abs(s + 0.38) * 2.6), 3)
                    * Ramp.smooth(0.02, 0.3, t)
                    * Ramp.smooth(0.95, 0.6, t);
            double grain = noise.fbm(x * 160, y * 45, 3);
            Colour c = Colour.of(0x2c2a2c)
                    .mix(Colour.of(0x6a655f), key + 0.2 * grain)
                    .mix(Colour.of(0xf2ead8), 0.55 * gloss);
            double nostril =
                    Ramp.smooth(0.0085, 0.0055, Math.hypot((Math.abs(x - 0.5) - 0.013) * 1.5, y - top - 0.022));
            blend(x, y, c.mix(Colour.BLACK, 0.8 * nostril), Ramp.smooth(1.04, 0.96, Math.abs(s)));
        });
    }

    @FunctionalInterface
    private interface Place {
        void at(double x, double y);
    }

    private void each(double cx, double cy, double reach, Place place) {
        double w = picture.width();
        for (int y = (int) ((cy - reach) * w); y < (cy + reach) * w; y++) {
            for (int x = (int) ((cx - reach) * w); x < (cx + reach) * w; x++) {
                place.at((x + 0.5) / w, (y + 0.5) / w);
            }
        }
    }

    private void blend(double x, double y, Colour c, double opacity) {
        picture.blend((int) (x * picture.width()), (int) (y * picture.width()), c, opacity);
    }
}
