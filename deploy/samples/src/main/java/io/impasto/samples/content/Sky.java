package io.impasto.samples.content;

import io.impasto.samples.canvas.Colour;
import io.impasto.samples.canvas.Noise;
import io.impasto.samples.canvas.Ramp;

/** A sky with a low sun and lit clouds, as linear light by direction of view. */
final class Sky {
    private final Noise noise;
    private final Vec sun;
    private final Colour zenith;
    private final Colour horizon;
    private final Colour glow;
    private final double cover;

    /** @param cover how much of the sky is clouded, -0.5 (clear) to 0.5 (overcast) */
    Sky(long seed, Vec sun, Colour zenith, Colour horizon, Colour glow, double cover) {
        this.noise = new Noise(seed);
        this.sun = sun;
        this.zenith = zenith;
        this.horizon = horizon;
        this.glow = glow;
        this.cover = cover;
    }

    Vec sun() {
        return sun;
    }

    /** The light without clouds; also what haze in that direction looks like. */
    Colour air(Vec d) {
        double up = Math.max(0, d.y());
        double towards = Math.max(0, d.dot(sun));
        Colour base = zenith.mix(horizon, Math.exp(-up * 4.2));
        double near =
                0.22 * Math.pow(towards, 2) * Math.exp(-up * 2) + 0.5 * Math.pow(towards, 10) + Math.pow(towards, 80);
        return base.plus(glow.times(near));
    }

    Colour at(Vec d) {
        Colour air = air(d);
        if (d.y() < 0.004) {
            return air;
        }
        double scale = 1 / (d.y() + 0.09);
        double x = d.x() * scale * 0.9;
        double y = d.z() * scale * 0.9;
        double thick = density(x, y);
        if (thick <= 0) {
            return veil(air, x, y, d);
        }
        double beyond = density(x + sun.x() * 0.16, y + sun.z() * 0.16 - 0.03);
        double lit = Ramp.clamp(0.62 + 1.5 * (thick - beyond)) * (1 - 0.5 * Ramp.smooth(0.2, 0.8, thick));
        double towards = Math.max(0, d.dot(sun));
        Colour shade = zenith.mix(horizon, 0.45).times(0.62).plus(glow.times(0.05));
        Colour bright = glow.times(0.52 + 0.7 * Math.pow(towards, 4)).plus(horizon.times(0.35));
        Colour cloud = shade.mix(bright, lit);
        double far = Math.exp(-d.y() * 9);
        double opacity = Ramp.smooth(0, 0.34, thick) * (1 - 0.75 * far);
        return veil(air, x, y, d).mix(cloud.mix(air, far * 0.7), opacity);
    }

    /** High, thin, wind-drawn cloud. */
    private Colour veil(Colour air, double x, double y, Vec d) {
        double streak = noise.fbm(x * 0.35 + 40 + 0.3 * noise.at(x, y), y * 1.3 + x * 0.5, 5);
        return air.mix(
                glow.times(0.5).plus(horizon.times(0.5)),
                0.42 * Ramp.smooth(0.0, 0.6, streak) * Ramp.smooth(0, 0.25, d.y()));
    }

    private double density(double x, double y) {
        double wx = x + 0.35 * noise.fbm(x * 1.1 + 3, y * 1.1, 3);
        double wy = y + 0.35 * noise.fbm(x * 1.1, y * 1.1 + 9, 3);
        return noise.fbm(wx * 0.75, wy * 1.0, 6) * 1.25 + cover;
    }
}
