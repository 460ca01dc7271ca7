package io.impasto.samples.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.impasto.samples.canvas.Noise;

/** What stands on the quays and lies in the water: boats, mooring poles, lamps, trees. In metres. */
final class Furniture {
    private static final double QUAY = Canal.QUAY;
    private static final Vec BOAT = new Vec(1 / 0.85, 1 / 0.62, 1 / 2.7);

    private final List<Boat> boats =
            List.of(new Boat(-4.0, 8.5, 0), new Boat(3.9, 15.5, 1), new Boat(4.1, 6.2, 2), new Boat(-4.1, 17.5, 3));
    private final List<Pole> poles = new ArrayList<>();
    private final List<Globe> globes = new ArrayList<>();
    private final Noise noise = new Noise(5);

    private record Boat(double x, double z, int paint) {}

    /** @param kind 0 a striped mooring pole, 1 a lamp post, 2 a trunk */
    private record Pole(double x, double z, double radius, double from, double to, int kind) {}

    /** A ball, either a lamp or leaves. */
    private record Globe(Vec centre, double radius, boolean lamp) {}

    Furniture(Random random) {
        for (int i = 0; i < 7; i++) {
            double z = 5 + 3.9 * i + random.nextDouble();
            poles.add(new Pole(i % 2 == 0 ? -5.0 : 5.0, z, 0.10, -1, 2.0 + random.nextDouble() * 0.6, 0));
        }
        for (int i = 0; i < 6; i++) {
            double x = i % 2 == 0 ? 6.0 : -6.0;
            double z = 6.5 + i * 5.2;
            poles.add(new Pole(x, z, 0.055, QUAY, QUAY + 3.1, 1));
            globes.add(new Globe(new Vec(x, QUAY + 3.3, z), 0.2, true));
        }
        tree(random, 6.9, 20.0, 5.2);
        tree(random, -6.7, 13.0, 4.6);
        tree(random, 6.7, 33, 5.0);
    }

    private void tree(Random random, double x, double z, double tall) {
        poles.add(new Pole(x, z, 0.16, QUAY, QUAY + tall * 0.8, 2));
        for (int i = 0; i < 22; i++) {
            double a = random.nextDouble() * 2 * Math.PI;
            double r = 1.5 * Math.sqrt(random.nextDouble());
            double up = QUAY + tall * (0.62 + 0.42 * random.nextDouble());
            Vec centre = new Vec(x + r * Math.cos(a), up, z + r * Math.sin(a));
            globes.add(new Globe(centre, 0.40 + 0.45 * random.nextDouble(), false));
        }
    }

    void meet(Vec from, Vec ray, Hit hit) {
        for (Boat boat : boats) {
            meet(boat, from, ray, hit);
        }
        for (Pole pole : poles) {
            meet(pole, from, ray, hit);
        }
        for (Globe globe : globes) {
            meet(globe, from, ray, hit);
        }
    }

    /** An ellipsoid cut off at a rim that rises to both ends: its outside is the hull, its inside the deck. */
    private static void meet(Boat boat, Vec from, Vec ray, Hit hit) {
        Vec o = new Vec((from.x() - boat.x) * BOAT.x(), (from.y() - 0.32) * BOAT.y(), (from.z() - boat.z) * BOAT.z());
        Vec d = new Vec(ray.x() * BOAT.x(), ray.y() * BOAT.y(), ray.z() * BOAT.z());
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
                Vec out = new Vec(p.x() * BOAT.x(), p.y() * BOAT.y(), p.z() * BOAT.z()).unit();
                Hit.Surface surface = k < 0 ? Hit.Surface.HULL : Hit.Surface.DECK;
                hit.offer(t, surface, out.times(-k), rim - p.y(), p.z(), boat.paint);
            }
        }
    }

    private static void meet(Pole pole, Vec from, Vec ray, Hit hit) {
        double ox = from.x() - pole.x;
        double oz = from.z() - pole.z;
        double a = ray.x() * ray.x() + ray.z() * ray.z();
        double b = ox * ray.x() + oz * ray.z();
        double root = b * b - a * (ox * ox + oz * oz - pole.radius * pole.radius);
        if (root > 0) {
            double t = (-b - Math.sqrt(root)) / a;
            double y = from.y() + ray.y() * t;
            if (y > pole.from && y < pole.to) {
                Vec normal = new Vec((ox + ray.x() * t) / pole.radius, 0, (oz + ray.z() * t) / pole.radius);
                hit.offer(t, Hit.Surface.POLE, normal, pole.to - y, y, pole.kind);
            }
        }
    }

    private void meet(Globe globe, Vec from, Vec ray, Hit hit) {
        Vec o = from.plus(globe.centre.times(-1));
        double b = o.dot(ray);
        double root = b * b - o.dot(o) + globe.radius * globe.radius;
        if (root < 0) {
            return;
        }
        for (int k = -1; k <= 1; k += 2) {
            double t = -b + k * Math.sqrt(root);
            Vec out = o.plus(ray.times(t)).times(1 / globe.radius);
            double leaf = globe.lamp ? 1 : leaf(from.plus(ray.times(t)));
            Hit.Surface surface = globe.lamp ? Hit.Surface.LAMP : Hit.Surface.LEAVES;
            if (leaf > 0.45 && hit.offer(t, surface, out.times(globe.lamp ? 1 : -k), leaf, out.y(), 0)) {
                return;
            }
        }
    }

    /** 0..1, the same all over one leaf; the lower half is gaps. */
    private double leaf(Vec p) {
        double sway = 0.6 * noise.at(p.x() * 4 + p.z(), p.y() * 4);
        int a = (int) Math.floor(p.x() / 0.10 + sway) * 31 + (int) Math.floor(p.z() / 0.10 - sway) * 17;
        return Noise.hash(a, (int) Math.floor(p.y() / 0.08 + sway));
    }
}
