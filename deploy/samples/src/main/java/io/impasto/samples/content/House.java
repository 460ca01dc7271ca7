package io.impasto.samples.content;

import io.impasto.samples.canvas.Colour;

/**
 * A house: a box with a roof, turned about the vertical, its front facing its own -z.
 *
 * @param x centre, in metres
 * @param z centre
 * @param cos cosine of its turn about the vertical
 * @param sin sine of it
 * @param halfWidth half of the front
 * @param halfDepth half of the side
 * @param wall height of the walls
 * @param roof height of the roof over them
 * @param form how the roof is built
 */
record House(
        int id,
        double x,
        double z,
        double cos,
        double sin,
        double halfWidth,
        double halfDepth,
        double base,
        double wall,
        double roof,
        Form form,
        Colour paint) {
    private static final double EAVES = 0.35;

    /** Where the ridge runs. */
    enum Form {
        ALONG_THE_FRONT,
        GABLE_TO_THE_FRONT,
        SPIRE,
        FLAT
    }

    void meet(Vec from, Vec ray, Hit hit) {
        double c = cos;
        double s = sin;
        double dx = from.x() - x;
        double dz = from.z() - z;
        double ox = dx * c - dz * s;
        double oz = dx * s + dz * c;
        double oy = from.y() - base;
        double rx = ray.x() * c - ray.z() * s;
        double rz = ray.x() * s + ray.z() * c;
        double ry = ray.y();
        double tx = (halfWidth + EAVES) / Math.abs(rx);
        double tz = (halfDepth + EAVES) / Math.abs(rz);
        double near = Math.max(-ox / rx - tx, -oz / rz - tz);
        double far = Math.min(-ox / rx + tx, -oz / rz + tz);
        if (near > far || far < 0 || near > hit.distance) {
            return;
        }
        double low = oy + ry * Math.max(0, near);
        double high = oy + ry * far;
        if (Math.min(low, high) > wall + roof) {
            return;
        }
        walls(ox, oy, oz, rx, ry, rz, hit, c, s);
        if (form != Form.FLAT) {
            roof(ox, oy, oz, rx, ry, rz, hit, c, s);
        }
    }

    private void walls(double ox, double oy, double oz, double rx, double ry, double rz, Hit hit, double c, double s) {
        double tx = (-Math.signum(rx) * halfWidth - ox) / rx;
        double y = oy + ry * tx;
        double z1 = oz + rz * tx;
        if (y < under(0, z1) && Math.abs(z1) < halfDepth && y > -2) {
            double n = -Math.signum(rx);
            if (hit.offer(tx, Hit.Surface.SIDE, new Vec(n * c, 0, -n * s), z1, y, id)) {
                hit.house = this;
            }
        }
        double tz = (-Math.signum(rz) * halfDepth - oz) / rz;
        y = oy + ry * tz;
        double x1 = ox + rx * tz;
        if (y < under(x1, 0) && Math.abs(x1) < halfWidth && y > -2) {
            double n = -Math.signum(rz);
            Hit.Surface face = n < 0 ? Hit.Surface.FRONT : Hit.Surface.SIDE;
            if (hit.offer(tz, face, new Vec(n * s, 0, n * c), x1, y, id)) {
                hit.house = this;
            }
        }
        double ty = (wall - oy) / ry;
        if (form == Form.FLAT && Math.abs(ox + rx * ty) < halfWidth && Math.abs(oz + rz * ty) < halfDepth && ry < 0) {
            if (hit.offer(ty, Hit.Surface.ROOF, new Vec(0, 1, 0), ox + rx * ty, oz + rz * ty, id)) {
                hit.house = this;
            }
        }
    }

    /** How high a wall reaches at a place on it: gables go up under the roof. */
    private double under(double onFront, double onSide) {
        return switch (form) {
            case GABLE_TO_THE_FRONT -> wall + (onSide == 0 ? roof * (1 - Math.abs(onFront) / halfWidth) : 0);
            case ALONG_THE_FRONT -> wall + (onFront == 0 ? roof * (1 - Math.abs(onSide) / halfDepth) : 0);
            case SPIRE, FLAT -> wall;
        };
    }

    private void roof(double ox, double oy, double oz, double rx, double ry, double rz, Hit hit, double c, double s) {
        for (int side = 0; side < 4; side++) {
            boolean acrossX = side < 2;
            double sign = side % 2 == 0 ? 1 : -1;
            boolean slopes = form == Form.SPIRE || acrossX == (form == Form.GABLE_TO_THE_FRONT);
            if (!slopes) {
                continue;
            }
            double half = acrossX ? halfWidth : halfDepth;
            double nx = acrossX ? sign * roof : 0;
            double nz = acrossX ? 0 : sign * roof;
            double along = nx * rx + half * ry + nz * rz;
            double t = (half * (wall + roof + 0.12) - nx * ox - half * oy - nz * oz) / along;
            double px = ox + rx * t;
            double py = oy + ry * t;
            double pz = oz + rz * t;
            double down = acrossX ? px * sign : pz * sign;
            double level = acrossX ? pz : px;
            double limit = (acrossX ? halfDepth : halfWidth) + 0.18;
            boolean within = down >= 0
                    && down <= half + EAVES
                    && (form == Form.SPIRE ? Math.abs(level) <= down + 0.01 : Math.abs(level) <= limit);
            if (within && py > wall - 0.6) {
                double length = Math.sqrt(roof * roof + half * half);
                double wx = nx / length;
                double wz = nz / length;
                Vec normal = new Vec(wx * c + wz * s, half / length, -wx * s + wz * c);
                Vec facing = along > 0 ? normal.times(-1) : normal;
                if (hit.offer(t, Hit.Surface.ROOF, facing, level, down * length / half, id)) {
                    hit.house = this;
                }
            }
        }
    }
}
