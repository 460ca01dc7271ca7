package io.impasto.samples.content;

/** The nearest thing a ray has met so far. */
final class Hit {
    /** What was met; the facade and roof of houses are told apart by the surface. */
    enum Surface {
        NOTHING,
        FRONT,
        SIDE,
        ROOF,
        QUAY,
        QUAY_WALL,
        WATER,
        BRIDGE,
        HULL,
        DECK,
        POLE,
        LAMP,
        LEAVES
    }

    double distance = 1e9;
    Surface surface = Surface.NOTHING;
    Vec normal = new Vec(0, 1, 0);
    /** Metres along the surface and up it, where it has a pattern. */
    double u;

    double v;
    House house;
    int id;

    boolean offer(double t, Surface what, Vec facing, double along, double up, int number) {
        if (t <= 1e-3 || t >= distance) {
            return false;
        }
        distance = t;
        surface = what;
        normal = facing;
        u = along;
        v = up;
        id = number;
        return true;
    }
}
