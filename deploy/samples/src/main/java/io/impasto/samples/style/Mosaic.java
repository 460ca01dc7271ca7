package io.impasto.samples.style;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.impasto.samples.canvas.Colour;
import io.impasto.samples.canvas.Noise;
import io.impasto.samples.canvas.Painting;
import io.impasto.samples.canvas.Picture;
import io.impasto.samples.canvas.Ramp;

/** Blooms of coloured glass among waves: tesserae set in rings and rows, parted by dark leading. */
public final class Mosaic implements Painting {
    private static final int SIZE = 640;
    private static final int FINE = 2;
    private static final double TILE = 23;
    private static final int BIN = 40;
    private static final int BINS = SIZE / BIN + 4;
    /** Blooms: centre, radius, and which of the ramps colours their rings. */
    private static final double[][] BLOOMS = {
        {205, 215, 150, 0},
        {480, 150, 112, 1},
        {470, 440, 165, 2},
        {150, 505, 118, 3},
        {330, 628, 80, 1},
        {20, 40, 95, 2},
        {640, 300, 70, 0},
        {340, 20, 62, 3},
        {20, 350, 62, 1},
        {640, 635, 90, 3},
        {636, 15, 70, 2},
    };

    private final Noise noise = new Noise(31);
    private final Ramp[] rings = {
        Ramp.of(0xffe9a0, 0xf8b62a, 0xe8742a, 0xc4342e, 0x7c1f45, 0xf0a028, 0xd04a30),
        Ramp.of(0xfff0c0, 0xf28aa0, 0xd03a6a, 0x8a2470, 0x4a2a80, 0xe06a90),
        Ramp.of(0xffd050, 0xf2f0d0, 0x58c0c8, 0x1f86b4, 0x1f4f9a, 0xf0b030, 0x2a6ab0, 0x16306e),
        Ramp.of(0xfff4b0, 0xc8d44a, 0x6ab04a, 0x1f8a6a, 0xe89030, 0x146a6a),
    };
    private final Ramp waves = Ramp.of(0x0e3f5c, 0x15627a, 0x1f8a92, 0x46b0a0, 0x166a86, 0x123a70, 0x2a3a86);

    private record Tessera(double x, double y, Colour colour, int id) {}

    @Override
    public String id() {
        return "mosaic";
    }

    @Override
    public Kind kind() {
        return Kind.STYLE;
    }

    @Override
    public Title title() {
        return new Title("Glass mosaic", "Glasmosaik");
    }

    @Override
    public Picture draw() {
        List<List<Tessera>> bins = binned(tesserae());
        return Picture.shaded(SIZE, SIZE, FINE, (x, y) -> glass(bins, x, y));
    }

    private List<Tessera> tesserae() {
        Random random = new Random(500);
        List<Tessera> set = new ArrayList<>();
        for (int b = 0; b < BLOOMS.length; b++) {
            double[] bloom = BLOOMS[b];
            int count = (int) Math.round(bloom[2] / TILE);
            for (int ring = 0; ring <= count; ring++) {
                double radius = ring * bloom[2] / count;
                int tiles = ring == 0
                        ? 1
                        : (int) Math.round(2 * Math.PI * radius / (TILE * (0.85 + 0.3 * Noise.hash(b, ring))));
                for (int i = 0; i < tiles; i++) {
                    double a = 2 * Math.PI * (i + 0.5 * (ring & 1) + 0.30 * (random.nextDouble() - 0.5)) / tiles;
                    double r = radius + 2.6 * (random.nextDouble() - 0.5);
                    Colour colour = rings[(int) bloom[3]]
                            .at(ring / (count + 0.4) + 0.10 * (random.nextDouble() - 0.5))
                            .mix(
                                    rings[(int) bloom[3]].pick(random.nextDouble()),
                                    ring % 3 == 2 && i % 2 == 0 ? 0.55 : 0.06);
                    add(set, b, bloom[0] + r * Math.cos(a), bloom[1] + r * Math.sin(a), colour, random);
                }
            }
        }
        for (int i = 0; i < 24000; i++) {
            double x = random.nextDouble() * (SIZE + 60) - 30;
            double y = random.nextDouble() * (SIZE + 60) - 30;
            double band = 0.5 + 0.5 * Math.sin(y * 0.035 + 2.4 * noise.at(x * 0.006, y * 0.006) + x * 0.012);
            Colour colour = waves.at(band * 0.9 + 0.22 * (random.nextDouble() - 0.5));
            boolean gold = random.nextDouble() < 0.035;
            add(set, BLOOMS.length, x, y, gold ? Colour.of(0xe8b040) : colour, random);
        }
        return set;
    }

    /** Adds a tile unless it lies in an earlier bloom or too near to another tile. */
    private static void add(List<Tessera> set, int bloom, double x, double y, Colour colour, Random random) {
        double value = 0.80 + 0.36 * random.nextDouble();
        for (int b = 0; b < bloom; b++) {
            if (Math.hypot(x - BLOOMS[b][0], y - BLOOMS[b][1]) < BLOOMS[b][2] + 0.55 * TILE) {
                return;
            }
        }
        double room = bloom == BLOOMS.length ? 0.80 * TILE : 0.40 * TILE;
        for (Tessera t : set) {
            if (Math.abs(t.x - x) < room && Math.hypot(t.x - x, t.y - y) < room) {
                return;
            }
        }
        set.add(new Tessera(x, y, colour.times(value), set.size()));
    }

    private static List<List<Tessera>> binned(List<Tessera> set) {
        List<List<Tessera>> bins = new ArrayList<>();
        for (int i = 0; i < BINS * BINS; i++) {
            bins.add(new ArrayList<>());
        }
        for (Tessera t : set) {
            int bx = (int) Math.floor(t.x / BIN) + 2;
            int by = (int) Math.floor(t.y / BIN) + 2;
            if (bx >= 0 && by >= 0 && bx < BINS && by < BINS) {
                bins.get(by * BINS + bx).add(t);
            }
        }
        return bins;
    }

    private Colour glass(List<List<Tessera>> bins, double px, double py) {
        double x = px + 1.6 * noise.at(px * 0.05, py * 0.05 + 9);
        double y = py + 1.6 * noise.at(px * 0.05 + 30, py * 0.05);
        Tessera tile = nearest(bins, x, y);
        double edge = 99;
        double nx = 0;
        double ny = 0;
        for (int k = 0; k < 9; k++) {
            for (Tessera t : bin(bins, x, y, k)) {
                double ox = t.x - tile.x;
                double oy = t.y - tile.y;
                double length = Math.sqrt(ox * ox + oy * oy);
                double d = length / 2 - ((x - tile.x) * ox + (y - tile.y) * oy) / length;
                if (t != tile && d < edge) {
                    edge = d;
                    nx = ox / length;
                    ny = oy / length;
                }
            }
        }
        double grain = noise.fbm(px * 0.16 + tile.id, py * 0.05 + tile.id * 3.1, 3);
        double lean = Noise.hash(tile.id, 4) * 2 * Math.PI;
        double tilt = ((x - tile.x) * Math.cos(lean) + (y - tile.y) * Math.sin(lean)) / TILE;
        Colour glass = tile.colour.times(0.98 + 0.42 * tilt + 0.24 * grain);
        double facing = -(0.6 * nx + 0.8 * ny);
        double bevel = Ramp.smooth(6.0, 2.2, edge);
        Colour cut = glass.times(1 - 0.30 * bevel * Math.max(0, -facing))
                .mix(Colour.WHITE, 0.42 * bevel * Math.max(0, facing));
        double glint =
                Ramp.smooth(4.2, 1.0, Math.hypot(x - tile.x + 3.5, (y - tile.y + 4.5) * 1.5)) * Noise.hash(tile.id, 8);
        Colour lead =
                Colour.of(0x15131a).times(1 + 1.1 * Ramp.smooth(1.6, 0, edge) + 0.5 * noise.at(px * 0.4, py * 0.4));
        return lead.mix(cut.mix(Colour.WHITE, 0.5 * glint), Ramp.smooth(1.5, 2.3, edge));
    }

    private static Tessera nearest(List<List<Tessera>> bins, double x, double y) {
        Tessera best = null;
        double distance = 1e9;
        for (int k = 0; k < 9; k++) {
            for (Tessera t : bin(bins, x, y, k)) {
                double d = (t.x - x) * (t.x - x) + (t.y - y) * (t.y - y);
                if (d < distance) {
                    distance = d;
                    best = t;
                }
            }
        }
        return best;
    }

    private static List<Tessera> bin(List<List<Tessera>> bins, double x, double y, int k) {
        int bx = Math.max(0, Math.min(BINS - 1, (int) Math.floor(x / BIN) + 1 + k % 3));
        int by = Math.max(0, Math.min(BINS - 1, (int) Math.floor(y / BIN) + 1 + k / 3));
        return bins.get(by * BINS + bx);
    }
}
