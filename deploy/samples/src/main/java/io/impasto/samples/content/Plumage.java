package io.impasto.samples.content;

import io.impasto.samples.canvas.Colour;
import io.impasto.samples.canvas.Noise;
import io.impasto.samples.canvas.Picture;
import io.impasto.samples.canvas.Ramp;
import io.impasto.samples.canvas.Stroke;

/** Lays single feathers over a picture; coordinates are in widths of the picture. */
final class Plumage {
    private final Picture picture;
    private final Stroke stroke;
    private final Noise noise = new Noise(64);

    Plumage(Picture picture) {
        this.picture = picture;
        this.stroke = new Stroke(picture.width(), picture.height());
    }

    /**
     * The colours of a feather.
     *
     * @param vane most of it
     * @param shaft the streak along its middle
     * @param rim its outer edge and tip
     * @param streak how wide the streak is, 0 (none) to 1
     * @param bars how strong the cross bars are, 0..1
     */
    record Coat(Colour vane, Colour shaft, Colour rim, double streak, double bars) {}

    /**
     * One feather, curving from its root.
     *
     * @param heading direction it points, in radians
     * @param curl how far it turns on its way, in radians
     * @param radius half its width
     * @param light what the light makes of white here
     */
    void feather(
            double x, double y, double heading, double curl, double length, double radius, Coat coat, Colour light) {
        int scale = picture.width();
        int steps = 7;
        double[] xs = new double[steps + 1];
        double[] ys = new double[steps + 1];
        double px = x * scale;
        double py = y * scale;
        for (int i = 0; i <= steps; i++) {
            xs[i] = px;
            ys[i] = py;
            double a = heading + curl * i / steps;
            px += Math.cos(a) * length * scale / steps;
            py += Math.sin(a) * length * scale / steps;
        }
        double total = length * scale;
        double wide = Math.max(0.8, radius * scale);
        double seed = x * 917 + y * 331;
        stroke.lay(xs, ys, wide, (qx, qy, u, s) -> {
            double t = u / total;
            double ragged = 0.16 * noise.at(u * 0.20 + seed, s * 1.3 + seed);
            double shape = t < 0.35
                    ? 0.55 + 0.45 * Math.sqrt(t / 0.35)
                    : Math.sqrt(Math.max(0, 1 - Math.pow((t - 0.35) / 0.65, 2.6)));
            double side = Math.abs(s) / Math.max(0.04, shape + ragged);
            double cover = Ramp.clamp((1 - side) * wide * shape + 0.5) * Ramp.clamp(t * 6 + 0.2);
            if (cover <= 0 || side > 1.3) {
                return;
            }
            double barb = noise.at(u * 0.35 - Math.abs(s) * wide * 0.4 + seed, s * 2.2);
            double bar = Ramp.smooth(0.1, 0.6, Math.sin(u * 0.34 + Math.abs(s) * 1.3 + seed)) * coat.bars;
            double streak = coat.streak > 0
                    ? Ramp.smooth(coat.streak, coat.streak * 0.45, side + 0.12 * barb - 0.35 * (t - 0.5))
                    : 0;
            double rim = Ramp.smooth(0.62, 0.95, Math.max(side, t * 1.02));
            Colour c = coat.vane.mix(coat.rim, rim * 0.8).mix(coat.shaft, Math.max(streak, bar * 0.8));
            double round = 0.74 + 0.30 * Math.sqrt(t) - 0.14 * side * side - 0.12 * s + 0.17 * barb;
            picture.blend(qx, qy, c.times(round).times(light), cover * 0.96);
        });
    }
}
