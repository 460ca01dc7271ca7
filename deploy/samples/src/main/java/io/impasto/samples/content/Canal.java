package io.impasto.samples.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.impasto.samples.canvas.Colour;
import io.impasto.samples.canvas.Noise;

/** The town's geometry: a canal that bends to the left between two rows of houses, a bridge, boats, lamps and trees. In metres. */
final class Canal {
    static final double QUAY = 1.1;
    private static final double HALF = 5.4;
    private static final double BEND = 30;
    private static final double RADIUS = 34;
    private static final double BRIDGE_NEAR = 25;
    private static final double BRIDGE_FAR = 28.2;

    private final List<House> houses = new ArrayList<>();
    private final List<double[]> boats = new ArrayList<>();
    private final List<double[]> poles = new ArrayList<>();
    private final List<double[]> globes = new ArrayList<>();
    private final Noise noise = new Noise(5);

    Canal() {
        Random random = new Random(4242);
        row(random, 1, -8, 92);
        row(random, -1, 1.5, 60);
        int[] tower = {0xd8b48a};
        houses.add(new House(
                900,
                -9,
                76,
                Math.cos(0.5),
                -Math.sin(0.5),
                3.2,
                3.2,
                QUAY,
                25,
                14,
                House.Form.SPIRE,
                Colour.light(tower[0])));
        houses.add(new House(
                901,
                -2,
                80,
                Math.cos(0.5),
                -Math.sin(0.5),
                8,
                5,
                QUAY,
                12,
                7,
                House.Form.ALONG_THE_FRONT,
                Colour.light(0xc9a07a)));
        double[][] moored = {{-4.0, 8.5, 0.05, 0}, {3.9, 15.5, 0.0, 1}, {4.1, 6.2, -0.04, 2}, {-4.1, 17.5, 0.02, 3}};
        boats.addAll(List.of(moored));
        for (int i = 0; i < 7; i++) {
            poles.add(new double[] {
                i % 2 == 0 ? -5.0 : 5.0, 5 + 3.9 * i + random.nextDouble(), 0.10, -1, 2.0 + random.nextDouble() * 0.6, 0
            });
        }
        for (int i = 0; i < 6; i++) {
            double side = i % 2 == 0 ? 1 : -1;
            double z = 6.5 + i * 5.2;
            poles.add(new double[] {side * 6.0, z, 0.055, QUAY, QUAY + 3.1, 1});
            globes.add(new double[] {side * 6.0, QUAY + 3.3, z, 0.2, 0});
        }
        tree(random, 6.9, 20.0, 5.2);
        tree(random, -6.7, 13.0, 4.6);
        tree(random, 6.7, 33, 5.0);
    }

    private void row(Random random, int side, double from, double to) {
        int[] paints = {
            0xe2b04f, 0xc9683f, 0xf0dcb0, 0xd98a7a, 0x8fb0b8, 0xe8c27a, 0xb5533c, 0xf2e6cc, 0xa9b58a, 0xd9a05a,
            0xc98f9a, 0x7f9fb5
        };
        int last = -1;
        double s = from;
        while (s < to) {
            double half = 2.3 + 1.3 * random.nextDouble();
            double depth = 4.5;
            double scale = s < BEND ? 1 : RADIUS / (RADIUS + side * (HALF + 3.2));
            double mid = s + half * scale;
            int paint = random.nextInt(paints.length);
            paint = paint == last ? (paint + 5) % paints.length : paint;
            last = paint;
            Vec place = place(mid, side * (HALF + 3.2 + depth + 0.5 * random.nextDouble()));
            double heading = mid < BEND ? 0 : (mid - BEND) / RADIUS;
            double yaw = side * Math.PI / 2 - heading;
            House.Form form = random.nextInt(5) < 2 ? House.Form.ALONG_THE_FRONT : House.Form.GABLE_TO_THE_FRONT;
            double wall = 6.2 + 3.0 * random.nextInt(3) + random.nextDouble();
            double roof = form == House.Form.GABLE_TO_THE_FRONT
                    ? half * (1.0 + 0.5 * random.nextDouble())
                    : 3.2 + random.nextDouble();
            houses.add(new House(
                    houses.size(),
                    place.x(),
                    place.z(),
                    Math.cos(yaw),
                    Math.sin(yaw),
                    half,
                    depth,
                    QUAY,
                    wall,
                    roof,
                    form,
                    Colour.light(paints[paint])));
            double out = (random.nextDouble() - 0.5) * half;
            Vec stack = place(mid + out, side * (HALF + 3.2 + depth * 0.7));
            houses.add(new House(
                    500 + houses.size(),
                    stack.x(),
                    stack.z(),
                    Math.cos(yaw),
                    Math.sin(yaw),
                    0.35,
                    0.45,
                    QUAY + wall,
                    roof * 0.85 + 1.0,
                    0,
                    House.Form.FLAT,
                    Colour.light(0x9a5a45)));
            s += 2 * half * scale + 0.02;
        }
    }

    private void tree(Random random, double x, double z, double tall) {
        poles.add(new double[] {x, z, 0.16, QUAY, QUAY + tall * 0.8, 2});
        for (int i = 0; i < 22; i++) {
            double a = random.nextDouble() * 2 * Math.PI;
            double r = 1.5 * Math.sqrt(random.nextDouble());
            double up = QUAY + tall * (0.62 + 0.42 * random.nextDouble());
            globes.add(
                    new double[] {x + r * Math.cos(a), up, z + r * Math.sin(a), 0.40 + 0.45 * random.nextDouble(), 1});
        }
    }

    /** A place by metres along the canal and metres to the right of its middle. */
    private static Vec place(double along, double right) {
        if (along < BEND) {
            return new Vec(right, 0, along);
        }
        double a = (along - BEND) / RADIUS;
        return new Vec(-RADIUS + (RADIUS + right) * Math.cos(a), 0, BEND + (RADIUS + right) * Math.sin(a));
    }

    /** Metres from the middle of the canal. */
    private static double aside(double x, double z) {
        return Math.abs(z < BEND ? x : Math.hypot(x + RADIUS, z - BEND) - RADIUS);
    }

    Hit trace(Vec from, Vec ray) {
        Hit hit = new Hit();
        ground(from, ray, hit);
        standing(from, ray, hit);
        return hit;
    }

    /** Whether anything but the ground lies between a place and the sky. */
    boolean shaded(Vec from, Vec ray) {
        Hit hit = new Hit();
        for (int i = 0; i < houses.size() && hit.surface == Hit.Surface.NOTHING; i++) {
            houses.get(i).meet(from, ray, hit);
        }
        if (hit.surface == Hit.Surface.NOTHING) {
            furniture(from, ray, hit);
        }
        return hit.surface != Hit.Surface.NOTHING;
    }

    /** Metres to the nearest thing, at most {@code limit}. */
    double clearance(Vec from, Vec ray, double limit) {
        Hit hit = new Hit();
        hit.distance = limit;
        ground(from, ray, hit);
        standing(from, ray, hit);
        return hit.distance;
    }

    private void standing(Vec from, Vec ray, Hit hit) {
        for (House house : houses) {
            house.meet(from, ray, hit);
        }
        furniture(from, ray, hit);
    }

    private void furniture(Vec from, Vec ray, Hit hit) {
        bridge(from, ray, hit);
        for (double[] b : boats) {
            boat(b, from, ray, hit);
        }
        for (double[] p : poles) {
            pole(p, from, ray, hit);
        }
        for (double[] g : globes) {
            globe(g, from, ray, hit);
        }
    }

    private void ground(Vec from, Vec ray, Hit hit) {
        double top = (QUAY - from.y()) / ray.y();
        double low = -from.y() / ray.y();
        double tx = from.x() + ray.x() * top;
        double tz = from.z() + ray.z() * top;
        if (ray.y() < 0 && aside(tx, tz) > HALF) {
            hit.offer(top, Hit.Surface.QUAY, new Vec(0, 1, 0), tx, tz, 0);
            return;
        }
        double bx = from.x() + ray.x() * low;
        double bz = from.z() + ray.z() * low;
        if (ray.y() < 0 && aside(bx, bz) <= HALF) {
            hit.offer(low, Hit.Surface.WATER, new Vec(0, 1, 0), bx, bz, 0);
            return;
        }
        double inside = ray.y() < 0 ? Math.max(0, top) : Math.max(0, low);
        double outside = ray.y() < 0 ? low : top;
        if (outside < 0 || aside(from.x() + ray.x() * outside, from.z() + ray.z() * outside) <= HALF) {
            return;
        }
        for (int i = 0; i < 22; i++) {
            double t = (inside + outside) / 2;
            if (aside(from.x() + ray.x() * t, from.z() + ray.z() * t) > HALF) {
                outside = t;
            } else {
                inside = t;
            }
        }
        double wx = from.x() + ray.x() * outside;
        double wz = from.z() + ray.z() * outside;
        double sign = wz < BEND ? -Math.signum(wx) : -Math.signum(Math.hypot(wx + RADIUS, wz - BEND) - RADIUS);
        Vec normal = wz < BEND ? new Vec(sign, 0, 0) : new Vec(sign * (wx + RADIUS), 0, sign * (wz - BEND)).unit();
        hit.offer(outside, Hit.Surface.QUAY_WALL, normal, wz < BEND ? wz : wz * 1.3, from.y() + ray.y() * outside, 0);
    }

    private static boolean stone(double x, double y) {
        double top = QUAY + 2.6 - 0.042 * x * x;
        double arch = 1 - x * x / (4.7 * 4.7);
        return y < top && Math.abs(x) < 8 && (arch < 0 || y > 2.55 * Math.sqrt(arch));
    }

    private static void bridge(Vec from, Vec ray, Hit hit) {
        double a = (BRIDGE_NEAR - from.z()) / ray.z();
        double b = (BRIDGE_FAR - from.z()) / ray.z();
        double start = Math.max(0, Math.min(a, b));
        double end = Math.max(a, b);
        if (end < 0 || start > hit.distance || Math.abs(from.x() + ray.x() * start) > 10) {
            return;
        }
        double last = start;
        for (int i = 0; i <= 10; i++) {
            double t = start + (end - start) * i / 10 + 1e-4;
            if (stone(from.x() + ray.x() * t, from.y() + ray.y() * t)) {
                double out = last;
                double in = t;
                for (int k = 0; k < 14 && i > 0; k++) {
                    double middle = (in + out) / 2;
                    boolean solid = stone(from.x() + ray.x() * middle, from.y() + ray.y() * middle);
                    in = solid ? middle : in;
                    out = solid ? out : middle;
                }
                double x = from.x() + ray.x() * in;
                double y = from.y() + ray.y() * in;
                boolean above = y > QUAY + 2.4 - 0.042 * x * x;
                Vec normal = i == 0
                        ? new Vec(0, 0, -Math.signum(ray.z()))
                        : above ? new Vec(0.084 * x, 1, 0).unit() : new Vec(-x, -2, 0).unit();
                hit.offer(in, Hit.Surface.BRIDGE, normal, x, y, i == 0 ? 0 : 1);
                return;
            }
            last = t;
        }
    }

    private static void boat(double[] b, Vec from, Vec ray, Hit hit) {
        Vec scale = new Vec(1 / 0.85, 1 / 0.62, 1 / 2.7);
        Vec o = new Vec((from.x() - b[0]) * scale.x(), (from.y() - 0.32) * scale.y(), (from.z() - b[1]) * scale.z());
        Vec d = new Vec(ray.x() * scale.x(), ray.y() * scale.y(), ray.z() * scale.z());
        double dd = d.dot(d);
        double od = o.dot(d);
        double root = od * od - dd * (o.dot(o) - 1);
        if (root < 0) {
            return;
        }
        for (int k = -1; k <= 1; k += 2) {
            double t = (-od + k * Math.sqrt(root)) / dd;
            Vec p = o.plus(d.times(t));
            double rim = 0.30 + 0.35 * p.z() * p.z();
            if (p.y() < rim) {
                Vec normal = new Vec(p.x() * scale.x(), p.y() * scale.y(), p.z() * scale.z())
                        .unit()
                        .times(-k);
                hit.offer(t, k < 0 ? Hit.Surface.HULL : Hit.Surface.DECK, normal, rim - p.y(), p.z(), (int) b[3]);
            }
        }
    }

    private static void pole(double[] p, Vec from, Vec ray, Hit hit) {
        double ox = from.x() - p[0];
        double oz = from.z() - p[1];
        double a = ray.x() * ray.x() + ray.z() * ray.z();
        double b = ox * ray.x() + oz * ray.z();
        double root = b * b - a * (ox * ox + oz * oz - p[2] * p[2]);
        if (root > 0) {
            double t = (-b - Math.sqrt(root)) / a;
            double y = from.y() + ray.y() * t;
            if (y > p[3] && y < p[4]) {
                Vec normal = new Vec((ox + ray.x() * t) / p[2], 0, (oz + ray.z() * t) / p[2]);
                hit.offer(t, Hit.Surface.POLE, normal, p[4] - y, y, (int) p[5]);
            }
        }
    }

    /** 0..1, the same all over one leaf; the lower half is gaps. */
    private double leaf(Vec p) {
        double sway = 0.6 * noise.at(p.x() * 4 + p.z(), p.y() * 4);
        int a = (int) Math.floor(p.x() / 0.10 + sway) * 31 + (int) Math.floor(p.z() / 0.10 - sway) * 17;
        return Noise.hash(a, (int) Math.floor(p.y() / 0.08 + sway));
    }

    private void globe(double[] g, Vec from, Vec ray, Hit hit) {
        Vec o = new Vec(from.x() - g[0], from.y() - g[1], from.z() - g[2]);
        double b = o.dot(ray);
        double root = b * b - o.dot(o) + g[3] * g[3];
        if (root < 0) {
            return;
        }
        for (int k = -1; k <= 1; k += 2) {
            double t = -b + k * Math.sqrt(root);
            Vec p = o.plus(ray.times(t)).times(1 / g[3]);
            boolean lamp = g[4] == 0;
            double leaf = lamp ? 1 : leaf(from.plus(ray.times(t)));
            if (leaf > 0.45) {
                hit.offer(t, lamp ? Hit.Surface.LAMP : Hit.Surface.LEAVES, p.times(lamp ? 1 : -k), leaf, p.y(), (int)
                        (g[3] * 1000));
                if (hit.distance == t) {
                    return;
                }
            }
        }
    }
}
