package io.impasto.samples.content;

/** A point or direction in a scene: x to the right, y up, z away from the viewer. */
record Vec(double x, double y, double z) {
    Vec plus(Vec o) {
        return new Vec(x + o.x, y + o.y, z + o.z);
    }

    Vec times(double k) {
        return new Vec(x * k, y * k, z * k);
    }

    double dot(Vec o) {
        return x * o.x + y * o.y + z * o.z;
    }

    Vec unit() {
        return times(1 / Math.sqrt(dot(this)));
    }
}
