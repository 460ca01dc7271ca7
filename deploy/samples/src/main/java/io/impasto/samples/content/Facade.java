package io.impasto.samples.content;

import io.impasto.samples.canvas.Colour;
import io.impasto.samples.canvas.Noise;
import io.impasto.samples.canvas.Ramp;

/** The face of a wall, by metres along it and up it: plaster, windows with frames and shutters, doors, a plinth. */
final class Facade {
    private static final double FLOOR = 3.0;

    private final Noise noise = new Noise(15);

    /**
     * What a place on a wall is made of.
     *
     * @param matter how much light it throws back
     * @param glass 0..1, how much it mirrors
     * @param glow light of its own
     * @param sheltered 0..1, how much of the sun a reveal or ledge lets through
     */
    record Place(Colour matter, double glass, Colour glow, double sheltered) {}

    Place front(House house, double u, double v) {
        int id = house.id();
        Colour wall = plaster(house, u, v);
        if (id >= 900 || house.form() == House.Form.FLAT) {
            return tall(house, u, v, wall);
        }
        double width = 2 * house.halfWidth();
        int columns = (int) Math.max(2, Math.round(width / 1.75));
        double pitch = width / columns;
        double cell = (u + house.halfWidth()) / pitch;
        int column = (int) Math.floor(cell);
        double x = (cell - column - 0.5) * pitch;
        int floor = (int) Math.floor(v / FLOOR);
        double y = v - floor * FLOOR;
        double left = house.wall() - v;
        double cornice = Ramp.smooth(0.34, 0.30, Math.abs(left + 0.02))
                * (house.form() == House.Form.GABLE_TO_THE_FRONT ? 0 : 1);
        if (cornice > 0) {
            return new Place(wall.mix(Colour.grey(0.75), 0.6), 0, Colour.BLACK, 1);
        }
        boolean gable = v > house.wall() - 1.9;
        if (gable
                && (Math.abs(u) > pitch * 0.5 || v < house.wall() + 0.2 && (floor + 1) * FLOOR > house.wall() + 1.4)) {
            return new Place(wall, 0, Colour.BLACK, 1);
        }
        boolean ground = floor == 0;
        boolean door = ground && column == id % columns;
        double halfW = door ? 0.58 : ground ? 0.62 : 0.46;
        double low = door ? 0.05 : ground ? 0.75 : 0.85;
        double high = ground ? 2.45 : 2.35;
        return opening(house, gable ? u : x, y, halfW, low, high, door, ground, floor * 31 + column * 7, wall);
    }

    private Place opening(
            House house,
            double x,
            double y,
            double half,
            double low,
            double high,
            boolean door,
            boolean ground,
            int number,
            Colour wall) {
        int id = house.id();
        double side = half - Math.abs(x);
        double inside = Math.min(side, Math.min(y - low, high - y));
        Colour trim = Colour.light(new int[] {0xf4ead8, 0xe6dcc8, 0x6a4a38}[id % 3]);
        if (inside < 0) {
            boolean shutters = !ground && id % 5 < 3 && y > low && y < high && -side > 0.07 && -side < 0.52;
            if (shutters) {
                Colour paint = Colour.light(new int[] {0x2f5a4a, 0x3a5a7a, 0x6a3a2a, 0x4a6a4a, 0x7a4a3a}[id % 7 % 5]);
                double slat = 0.75 + 0.35 * Math.abs(Math.sin(y * 34));
                return new Place(paint.times(slat), 0, Colour.BLACK, Ramp.smooth(0.05, 0.10, -side));
            }
            boolean sill = y < low && y > low - 0.14 && side > -0.16 && !door;
            boolean surround = inside > -0.13;
            if (sill || surround) {
                return new Place(trim.times(sill ? 0.95 : 0.8), 0, Colour.BLACK, 1);
            }
            double drip = Ramp.smooth(0.9, 0, low - y) * Ramp.smooth(-0.3, 0.1, side) * (y < low ? 1 : 0);
            boolean awning = ground && id % 3 == 1 && y > 2.48 && y < 2.95;
            if (awning) {
                boolean stripe = Math.sin(x * 15) > 0;
                return new Place(stripe ? Colour.light(0xb5342c) : Colour.light(0xf2e8d4), 0, Colour.BLACK, 1);
            }
            double below = ground && id % 3 == 1 && y > 1.9 ? 0.4 : 1;
            return new Place(wall.times(1 - 0.30 * drip), 0, Colour.BLACK, below);
        }
        double reveal = Ramp.smooth(0.0, 0.10, Math.min(x + half, high - y));
        if (door) {
            Colour paint = Colour.light(new int[] {0x5a2f22, 0x244a3a, 0x29405e, 0x7a2f2a}[id % 4]);
            double panel = Math.min(0.20 - Math.abs(Math.abs(x) - 0.28), 0.42 - Math.abs(y % 1.1 - 0.55));
            return new Place(paint.times(0.85 + 0.4 * Ramp.smooth(0.03, 0, Math.abs(panel))), 0, Colour.BLACK, reveal);
        }
        double bars = Math.min(Math.min(inside, Math.abs(x)), Math.abs((y - low) % ((high - low) / 2.5) - 0.02));
        if (bars < 0.055) {
            return new Place(trim.times(0.85), 0, Colour.BLACK, reveal);
        }
        double chance = Noise.hash(id * 131 + number, 77);
        double curtain = Ramp.smooth(0.12, 0.2, Math.abs(x)) * (chance < 0.6 ? 1 : 0);
        boolean lit = chance > (ground ? 0.35 : 0.70);
        Colour warm = new Colour(1.9, 1.02, 0.36)
                .times((0.55 + 0.6 * (y - low) / (high - low)) * (0.75 + 0.5 * noise.at(x * 4, y * 3 + number)));
        Colour room = new Colour(0.03, 0.032, 0.04).mix(Colour.grey(0.30), 0.4 * curtain);
        return new Place(room, 0.9, lit ? warm.times(1 - 0.4 * curtain) : Colour.BLACK, reveal);
    }

    /** Towers and chimneys. */
    private Place tall(House house, double u, double v, Colour wall) {
        boolean belfry = house.id() == 900 && v > house.wall() - 6.5 && v < house.wall() - 1.8 - 0.5 * u * u;
        double slit = Math.abs(Math.abs(u) - 1.1) - 0.65;
        boolean band = house.id() >= 900 && house.id() < 1000 && (v % 6.2 < 0.35 || house.wall() - v < 0.6);
        return new Place(belfry && slit < 0 ? Colour.grey(0.03) : wall.times(band ? 1.25 : 1), 0, Colour.BLACK, 1);
    }

    Place side(House house, double u, double v) {
        return new Place(plaster(house, u, v).times(0.92), 0, Colour.BLACK, 1);
    }

    private Colour plaster(House house, double u, double v) {
        double shift = house.id() * 13.7;
        double stain = noise.fbm(u * 0.5 + shift, v * 0.35, 5);
        double streak = noise.fbm(u * 2.3 + shift, v * 0.16, 4);
        double grain = noise.fbm(u * 7 + shift, v * 7, 3);
        double damp = Ramp.smooth(1.6 + 1.6 * stain, 0.1, v);
        Colour paint = house.paint().times(1 + 0.26 * stain + 0.20 * streak + 0.13 * grain);
        double bare = house.id() % 4 == 1 || house.form() == House.Form.FLAT
                ? 1
                : Ramp.smooth(0.33, 0.40, stain + 0.25 * damp + 0.1 * grain);
        Colour brick = brick(u, v).mix(house.paint(), house.id() % 4 == 1 ? 0.25 : 0);
        return paint.mix(brick, bare).times(1 - 0.45 * damp);
    }

    Colour brick(double u, double v) {
        double row = v / 0.085;
        double offset = u / 0.25 + 0.5 * (Math.floor(row) % 2);
        double mortar = Math.min(
                Math.abs(row - Math.floor(row) - 0.5) * 0.085, Math.abs(offset - Math.floor(offset) - 0.5) * 0.25);
        double tone = Noise.hash((int) Math.floor(offset), (int) Math.floor(row));
        Colour clay = Colour.light(0x9a4a32).mix(Colour.light(0xc98058), tone);
        return clay.times(mortar < 0 ? 1 : 0.85 + 0.15 * tone);
    }

    Colour tiles(int id, double u, double down) {
        double row = down / 0.30;
        double column = u / 0.24 + 0.5 * (Math.floor(row) % 2);
        double tone = Noise.hash((int) Math.floor(column) + id * 57, (int) Math.floor(row));
        double curve = Math.abs(column - Math.floor(column) - 0.5);
        double lip = row - Math.floor(row);
        double moss = Ramp.smooth(0.15, 0.5, noise.fbm(u * 0.8 + id, down * 0.8, 4));
        Colour clay = Colour.light(0x8c3f2a)
                .mix(Colour.light(0xc8734a), tone * 0.8 + 0.3 * noise.fbm(u * 0.4 + id * 3, down * 0.4, 3));
        Colour slate = Colour.light(0x4a505c).mix(Colour.light(0x6e7480), tone);
        return (id % 6 == 5 || id >= 900 ? slate : clay)
                .mix(Colour.light(0x5a5a3a), 0.5 * moss)
                .times((1.1 - 0.7 * curve) * (0.62 + 0.5 * lip));
    }
}
