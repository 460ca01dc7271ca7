package io.impasto.samples.content;

import io.impasto.samples.canvas.Colour;
import io.impasto.samples.canvas.Noise;
import io.impasto.samples.canvas.Painting;
import io.impasto.samples.canvas.Picture;
import io.impasto.samples.canvas.Ramp;

/** Houses along a canal in the last sun of the day: rays traced through {@link Canal}. */
public final class Town implements Painting {
    private static final int WIDTH = 768;
    private static final int HEIGHT = 576;
    private static final double FOCAL = 0.86 * WIDTH;
    private static final double HORIZON = 0.60 * HEIGHT;
    private static final Vec EYE = new Vec(0.9, 3.3, -3.5);
    private static final double PAN = -0.10;

    private final Canal canal = new Canal();
    private final Facade facade = new Facade();
    private final Noise noise = new Noise(21);
    private final Vec sun = new Vec(-0.62, 0.50, -0.52).unit();
    private final Colour sunlight = new Colour(3.6, 2.15, 1.05);
    private final Sky sky = new Sky(
            33, sun, new Colour(0.10, 0.22, 0.50), new Colour(0.95, 0.72, 0.55), new Colour(1.6, 0.95, 0.55), 0.16);

    @Override
    public String id() {
        return "town";
    }

    @Override
    public Kind kind() {
        return Kind.CONTENT;
    }

    @Override
    public Title title() {
        return new Title("Canal in the evening sun", "Gracht in der Abendsonne");
    }

    @Override
    public Picture draw() {
        return Picture.shaded(WIDTH, HEIGHT, 2, (x, y) -> {
            double dx = (x - WIDTH / 2.0) / FOCAL;
            Vec ray = new Vec(dx + PAN, (HORIZON - y) / FOCAL, 1 - dx * PAN).unit();
            return seen(EYE, ray, true).developed(1.0);
        });
    }

    private Colour seen(Vec from, Vec ray, boolean mirrors) {
        Hit hit = canal.trace(from, ray);
        if (hit.surface == Hit.Surface.NOTHING) {
            return sky.at(ray);
        }
        Vec at = from.plus(ray.times(hit.distance));
        Colour lit = hit.surface == Hit.Surface.WATER ? water(at, ray, mirrors) : surface(hit, at, ray, mirrors);
        Colour air = sky.air(new Vec(ray.x(), 0.1, ray.z()).unit()).times(0.75);
        return air.mix(lit, Math.exp(-Math.max(0, hit.distance - 8) * 0.0065));
    }

    private Colour water(Vec at, Vec ray, boolean mirrors) {
        double far = 1 / (1 + 0.02 * at.z() * at.z() * 0.1);
        double sx = 0.055 * noise.fbm(at.x() * 1.1, at.z() * 0.8, 4) + 0.02 * noise.at(at.x() * 5, at.z() * 4);
        double sz = 0.075 * noise.fbm(at.x() * 0.9 + 40, at.z() * 1.6, 4) + 0.03 * noise.at(at.x() * 4 + 8, at.z() * 7);
        Vec normal = new Vec(sx * far, 1, sz * far).unit();
        double facing = Math.max(0.02, -ray.dot(normal));
        double fresnel = 0.10 + 0.90 * Math.pow(1 - facing, 3.2);
        Vec bounced = ray.plus(normal.times(2 * facing));
        Vec up = new Vec(bounced.x(), Math.max(0.02, bounced.y()), bounced.z()).unit();
        Colour deep = new Colour(0.022, 0.050, 0.046).plus(sunlight.times(0.004));
        return mirrors ? deep.mix(seen(at.plus(new Vec(0, 0.01, 0)), up, false), fresnel) : deep;
    }

    private Colour surface(Hit hit, Vec at, Vec ray, boolean mirrors) {
        Vec normal = hit.normal;
        Facade.Place place = matter(hit, at);
        Vec off = at.plus(normal.times(0.02));
        double light = Math.max(0, normal.dot(sun)) * place.sheltered();
        if (hit.surface == Hit.Surface.LEAVES) {
            light = 0.35 * light + 0.25 + 0.3 * Math.max(0, hit.v);
        }
        if (light > 0 && canal.shaded(off, sun)) {
            light = 0;
        }
        double open = open(hit, at, normal);
        Colour ambient = new Colour(0.28, 0.41, 0.74).times((0.36 + 0.30 * normal.y()) * open);
        Colour bounce = new Colour(0.42, 0.27, 0.15)
                .times(0.36 * open * (0.7 + 0.3 * Math.max(0, -normal.x())) + 0.15 * Math.max(0, normal.x()));
        Colour lit = place.matter()
                .times(sunlight.times(light).plus(ambient).plus(bounce))
                .plus(place.glow());
        if (place.glass() > 0) {
            double facing = Math.abs(ray.dot(normal));
            Vec bounced = ray.plus(normal.times(-2 * ray.dot(normal)));
            Colour seen = mirrors && bounced.y() > 0 ? sky.at(bounced.unit()) : sky.air(new Vec(0, 0.3, 1));
            return lit.plus(seen.times(place.glass() * (0.05 + 0.6 * Math.pow(1 - facing, 3))));
        }
        return lit;
    }

    /** How much of the sky a place sees: one ray at random, and less under eaves and near the ground. */
    private double open(Hit hit, Vec at, Vec normal) {
        int a = (int) Math.floor(at.x() * 977 + at.y() * 463);
        int b = (int) Math.floor(at.z() * 839 + at.y() * 571);
        double turn = Noise.hash(a, b) * 2 * Math.PI;
        double height = Noise.hash(b, a) * 2 - 1;
        double flat = Math.sqrt(1 - height * height);
        Vec way = normal.times(1.02)
                .plus(new Vec(flat * Math.cos(turn), height, flat * Math.sin(turn)))
                .unit();
        double met = canal.clearance(at.plus(normal.times(0.02)), way, 9);
        double eaves = hit.house == null || hit.surface == Hit.Surface.ROOF
                ? 1
                : 0.6 + 0.4 * Ramp.smooth(0, 0.8, Math.abs(hit.house.wall() - hit.v));
        return Ramp.mix(0.5, 1.0, Math.sqrt(met / 9)) * eaves;
    }

    private Facade.Place matter(Hit hit, Vec at) {
        double grain = noise.fbm(at.x() * 3 + at.y(), at.z() * 3 + at.y() * 2, 4);
        return switch (hit.surface) {
            case FRONT -> facade.front(hit.house, hit.u, hit.v);
            case SIDE -> facade.side(hit.house, hit.u, hit.v);
            case ROOF -> plain(facade.tiles(hit.id, hit.u, hit.v));
            case QUAY -> plain(paving(at.x(), at.z()).times(1 + 0.3 * grain));
            case QUAY_WALL -> plain(wall(hit.u, hit.v, grain));
            case BRIDGE -> plain(
                    hit.v > Canal.QUAY + 2.38 - 0.042 * hit.u * hit.u
                            ? Colour.light(0xd8c4a0).times(1 + 0.3 * grain)
                            : facade.brick(hit.u * 0.55, hit.v * 0.55)
                                    .mix(Colour.light(0xc0a684), 0.45)
                                    .times(1 + 0.5 * grain));
            case HULL -> plain(
                    hit.u < 0.16
                            ? Colour.light(0xe8dcc0)
                            : Colour.light(new int[] {0x1f4f6a, 0x8a2f28, 0x2f5a44, 0xc9962f}[hit.id])
                                    .times(1 + 0.3 * grain));
            case DECK -> plain(Colour.light(0x8a6038).times(0.5 + 0.35 * Math.abs(Math.sin(at.z() * 9)) + 0.3 * grain));
            case POLE -> plain(
                    hit.id == 1
                            ? Colour.light(0x22302c)
                            : hit.id == 2
                                    ? Colour.light(0x4a3a2c)
                                    : Math.sin(hit.u * 7) > 0 ? Colour.light(0x9a3a2c) : Colour.light(0xe0d2b4));
            case LAMP -> new Facade.Place(Colour.WHITE, 0, new Colour(3.4, 2.2, 1.0), 1);
            default -> plain(
                    Colour.light(0x4f6a24).mix(Colour.light(0x9a9a34), Ramp.clamp(hit.u * 1.6 - 0.7) + 0.3 * grain));
        };
    }

    private static Facade.Place plain(Colour matter) {
        return new Facade.Place(matter, 0, Colour.BLACK, 1);
    }

    private static Colour paving(double x, double z) {
        double row = z / 0.32;
        double stone = x / 0.5 + 0.5 * (Math.floor(row) % 2);
        double tone = Noise.hash((int) Math.floor(stone), (int) Math.floor(row));
        return Colour.light(0x8a7a6a).mix(Colour.light(0xb8a68e), tone);
    }

    private static Colour wall(double u, double v, double grain) {
        double row = v / 0.36;
        double stone = u / 0.8 + 0.5 * (Math.floor(row) % 2);
        double joint = Math.min(Math.min(row - Math.floor(row), 1) * 0.36, (stone - Math.floor(stone)) * 0.8);
        double tone = Noise.hash((int) Math.floor(stone), (int) Math.floor(row));
        Colour rock =
                Colour.light(0x8a7c6c).mix(Colour.light(0xb09a80), tone).times(joint < 0.03 ? 0.5 : 1 + 0.4 * grain);
        return rock.mix(Colour.light(0x2f3a22), Ramp.smooth(0.55, 0.1, v + 0.25 * grain));
    }
}
