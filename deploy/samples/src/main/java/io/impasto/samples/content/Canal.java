package io.impasto.samples.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.impasto.samples.canvas.Colour;

/** The town's geometry: a canal that bends to the left between two rows of houses, under a bridge. In metres. */
final class Canal {
    static final double QUAY = 1.1;
    private static final double HALF = 5.4;
    private static final double BEND = 30;
    private static final double RADIUS = 34;
    private static final double BRIDGE_NEAR = 25;
    private static final double BRIDGE_FAR = 28.2;

    private final List<House> houses = new ArrayList<>();
    private final Furniture furniture;

    Canal() {
        Random random = new Random(4242);
        row(random, 1, -8, 92);
        row(random, -1, 1.5, 60);
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
                Colour.light(0xd8b48a)));
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
        furniture = new Furniture(random);
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
            others(from, ray, hit);
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
        others(from, ray, hit);
    }

    private void others(Vec from, Vec ray, Hit hit) {
        bridge(from, ray, hit);
        furniture.meet(from, ray, hit);
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
}
