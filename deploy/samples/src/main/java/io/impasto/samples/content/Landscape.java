package io.impasto.samples.content;

import java.util.stream.IntStream;

import io.impasto.samples.canvas.Colour;
import io.impasto.samples.canvas.Noise;
import io.impasto.samples.canvas.Painting;
import io.impasto.samples.canvas.Picture;
import io.impasto.samples.canvas.Ramp;

/** A mountain lake in evening light: a terrain seen in perspective, column by column from near to far. */
public final class Landscape implements Painting {
    private static final int WIDTH = 768;
    private static final int HEIGHT = 576;
    private static final int FINE = 2;
    private static final int W = WIDTH * FINE;
    private static final int H = HEIGHT * FINE;
    private static final double FOCAL = 1.0 * W;
    private static final double HORIZON = 0.585 * H;
    private static final double EYE = 0.34;
    private static final double STEP = 1.0021;

    private final Noise noise = new Noise(12);
    private final Terrain terrain = new Terrain();
    private final Vec sun = new Vec(-0.80, 0.36, -0.30).unit();
    private final Colour sunlight = new Colour(4.3, 2.45, 1.15);
    private final Sky sky = new Sky(
            5, sun, new Colour(0.10, 0.23, 0.52), new Colour(0.78, 0.66, 0.60), new Colour(1.5, 0.95, 0.55), 0.15);

    @Override
    public String id() {
        return "landscape";
    }

    @Override
    public Kind kind() {
        return Kind.CONTENT;
    }

    @Override
    public Title title() {
        return new Title("Mountain lake at evening", "Bergsee am Abend");
    }

    @Override
    public Picture draw() {
        float[] depth = new float[W * H];
        IntStream.range(0, W).parallel().forEach(x -> march(x, depth));
        Picture above = Picture.shaded(W, H, 1, (x, y) -> dry(depth, x, y));
        Picture whole = Picture.shaded(W, H, 1, (x, y) -> {
            boolean lake = depth[(int) y * W + (int) x] < 0;
            return lake ? water(above, x, y) : above.get((int) x, (int) y);
        });
        Conifer near = new Conifer(whole, 8);
        near.grow(0.985 * W, 1.30 * H, 0.975 * W, 0.215 * H);
        near.grow(0.865 * W, 1.34 * H, 0.872 * W, 0.50 * H);
        near.grow(0.035 * W, 1.36 * H, 0.03 * W, 0.66 * H);
        return whole.reduced(FINE);
    }

    /** Writes the distance of what each pixel of a column sees: positive on land, negative on water, 0 in the sky. */
    private void march(int column, float[] depth) {
        double slant = (column + 0.5 - W / 2.0) / FOCAL;
        int top = H;
        for (double z = 0.7; z < 75 && top > 0; z *= STEP) {
            double x = slant * z;
            double ground = terrain.ground(x, z, 8);
            double height = ground > 0 ? ground + terrain.canopy(x, z, ground) : 0;
            int y = (int) Math.max(0, Math.ceil(HORIZON - FOCAL * (height - EYE) / z));
            for (; top > y; top--) {
                depth[(top - 1) * W + column] = (float) (ground > 0 ? z : -z);
            }
        }
    }

    private static Vec view(double x, double y) {
        return new Vec((x - W / 2.0) / FOCAL, (HORIZON - y) / FOCAL, 1);
    }

    private Colour dry(float[] depth, double x, double y) {
        double z = depth[(int) y * W + (int) x];
        Vec ray = view(x, y);
        if (z == 0) {
            return sky.at(ray.unit()).developed(1);
        }
        return z < 0
                ? Colour.BLACK
                : haze(ground(ray.x() * z, EYE + ray.y() * z, z), ray, z).developed(1);
    }

    private Colour haze(Colour lit, Vec ray, double z) {
        Vec level = new Vec(ray.x(), Math.max(0.02, ray.y() * 0.5), ray.z()).unit();
        Colour air = sky.air(level).times(new Colour(0.52, 0.66, 0.95));
        double height = EYE + ray.y() * z;
        double mist = 0.62
                * Ramp.smooth(7, 19, z)
                * Math.exp(-Math.max(0, height) * 2.1)
                * (0.8 + 0.5 * noise.fbm(ray.x() * 7, height * 1.6, 4));
        double clear = Math.exp(-z * 0.0105) * (1 - Ramp.clamp(mist));
        return air.mix(lit, clear);
    }

    private Colour ground(double x, double y, double z) {
        double step = 0.0016 * z;
        double here = terrain.ground(x, z, 9);
        double dx = terrain.ground(x + step, z, 9) - here;
        double dz = terrain.ground(x, z + step, 9) - here;
        Vec normal = new Vec(-dx, step, -dz).unit();
        double tree = terrain.canopy(x, z, here);
        double light = Math.max(0, normal.dot(sun)) * sunned(x, Math.max(here, y), z);
        Colour matter = matter(x, z, here, normal);
        double shelter = 1;
        if (tree > 0) {
            double tx = terrain.canopy(x + step, z, here) - tree;
            double tz = terrain.canopy(x, z + step, here) - tree;
            double needles = noise.fbm(x * 55, y * 75 + z * 20, 4);
            Vec side = new Vec(-tx - dx * 0.3, step * 0.9, -tz).unit();
            light = Math.max(0, side.dot(sun) * 0.8 + 0.16 + 0.5 * needles) * sunned(x, here + tree + 0.1, z);
            double kind = Noise.hash((int) Math.floor(x / 0.15), (int) Math.floor(z / 0.15));
            matter = new Colour(0.030, 0.062, 0.028)
                    .mix(new Colour(0.105, 0.105, 0.026), kind * kind)
                    .times(1 + 0.9 * needles);
            shelter = Ramp.clamp(0.22 + tree * 3.2);
        }
        Colour ambient = new Colour(0.20, 0.31, 0.60).times(0.32 + 0.32 * normal.y());
        Colour bounce = new Colour(0.22, 0.14, 0.08).times(Math.max(0, 0.4 - 0.4 * normal.dot(sun)));
        return matter.times(sunlight.times(light).plus(ambient.plus(bounce).times(shelter)));
    }

    private Colour matter(double x, double z, double height, Vec normal) {
        double grain = noise.fbm(x * 3.1, z * 3.1, 6);
        double strata = noise.fbm(x * 0.6 + grain * 0.4, height * 5 + grain, 4);
        Colour rock = new Colour(0.20, 0.165, 0.15)
                .mix(new Colour(0.34, 0.285, 0.25), 0.5 + 0.7 * strata)
                .times(1 + 0.55 * grain);
        Colour meadow = new Colour(0.12, 0.14, 0.035).mix(new Colour(0.25, 0.19, 0.06), 0.5 + 0.9 * grain);
        double green = Ramp.smooth(3.4, 1.9, height + grain) * Ramp.smooth(0.55, 0.8, normal.y());
        double white = Ramp.smooth(3.4, 4.4, height + 1.6 * grain) * Ramp.smooth(0.40, 0.56, normal.y() + 0.2 * grain);
        Colour shore = new Colour(0.30, 0.26, 0.21).times(1 + 0.7 * noise.at(x * 40, z * 40));
        Colour bare = rock.mix(meadow, green).mix(shore, Ramp.smooth(0.035, 0.012, height));
        return bare.mix(new Colour(0.86, 0.88, 0.93), white);
    }

    /** 1 in the sun, 0 in the shadow of a mountain, with a soft border. */
    private double sunned(double x, double y, double z) {
        double open = 1;
        double t = 0.12;
        for (int i = 0; i < 16 && open > 0; i++) {
            double above = y + sun.y() * t - terrain.ground(x + sun.x() * t, z + sun.z() * t, 5);
            open = Math.min(open, 0.5 + 5 * above / t);
            t *= 1.38;
        }
        return Ramp.clamp(open);
    }

    private Colour water(Picture above, double x, double y) {
        Vec ray = view(x, y);
        double z = -EYE / ray.y();
        double wx = ray.x() * z;
        double calm = Ramp.smooth(-0.25, 0.35, noise.fbm(wx * 0.35, z * 0.22 + 4, 3));
        double strength = 0.25 + 0.75 * calm;
        double tilt = 0.012 * strength * noise.fbm(wx * 5, z * 9, 4) + 0.005 * strength * noise.at(wx * 20, z * 44);
        double sway = 0.007 * strength * noise.fbm(wx * 7 + 9, z * 7, 3);
        double mirror = 2 * HORIZON - y + 2 * tilt * FOCAL;
        Colour sum = Colour.BLACK;
        for (int i = -2; i <= 2; i++) {
            double spread = i * (1.5 + 5 * strength);
            sum = sum.plus(above.sample(x + sway * FOCAL, Math.min(HORIZON - 2, mirror + spread)));
        }
        double grazing = -ray.unit().y();
        double fresnel = Ramp.clamp(0.22 + 0.74 * Math.pow(1 - grazing * 1.1, 2.4) + tilt * 4);
        return bed(wx, z, tilt).mix(sum.times(0.2), fresnel);
    }

    private Colour bed(double x, double z, double tilt) {
        Colour deep = Colour.of(0x0a2530).mix(Colour.of(0x123f48), 0.5 + noise.fbm(x * 0.7, z * 0.7, 3));
        return deep.times(1 + 4 * tilt);
    }
}
