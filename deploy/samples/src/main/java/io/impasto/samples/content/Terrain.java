package io.impasto.samples.content;

import io.impasto.samples.canvas.Noise;
import io.impasto.samples.canvas.Ramp;

/** An alpine valley as heights over the plane, in units of about a hundred metres; below zero lies the lake. */
final class Terrain {
    private static final double GRID = 0.15;

    private final Noise noise = new Noise(71);

    /** Ground without trees; fewer octaves are coarser and faster. */
    double ground(double x, double z, int octaves) {
        double axis = 0.2 + 0.02 * z + 0.9 * noise.at(3.1, z * 0.13);
        double width = 1.7 + 0.20 * z;
        double bay = 0.85 * noise.fbm(x * 0.45 + 8, z * 0.45, 4);
        double inland = Math.max(Math.abs(x - axis) - width, z - 17)
                + bay
                + 3.4 * bump(x + 5.0, z - 8.5, 1.7)
                + 3.0 * bump(x - 7.2, z - 12.5, 2.4);
        if (inland < -0.4) {
            return -0.2;
        }
        double slope = inland < 0 ? inland * 0.12 : 0.16 * inland * Ramp.smooth(-0.2, 1.2, inland);
        double massif = 5.2 * Ramp.smooth(1.0, 15, inland);
        double peak = 5.4 * bump(x - 7.2, z - 36, 7.5) + 4.2 * bump(x + 10, z - 42, 8) + 3.0 * bump(x - 22, z - 45, 8);
        if (massif + peak < 0.02) {
            return slope;
        }
        double wx = x + 0.9 * noise.at(x * 0.21, z * 0.21 + 40);
        double wz = z + 0.9 * noise.at(x * 0.21 + 70, z * 0.21);
        double crests = noise.ridges(wx * 0.095 + 4.7, wz * 0.095 + 1.3, octaves);
        return slope + massif * (crests * 1.5 - 0.18) + peak * (0.45 + 0.7 * crests);
    }

    private static double bump(double dx, double dz, double size) {
        double d = (dx * dx + dz * dz) / (size * size);
        return d > 6 ? 0 : Math.exp(-d);
    }

    /** How much higher than the ground the forest stands here: conifers as jittered cones, fewer towards the tree line. */
    double canopy(double x, double z, double ground) {
        double reach =
                Ramp.smooth(3.6, 2.0, ground + 0.8 * noise.at(x * 0.8, z * 0.8)) * Ramp.smooth(0.015, 0.06, ground);
        if (reach <= 0 || z > 34) {
            return 0;
        }
        int cx = (int) Math.floor(x / GRID);
        int cz = (int) Math.floor(z / GRID);
        double best = 0;
        for (int k = 0; k < 9; k++) {
            int ix = cx + k % 3 - 1;
            int iz = cz + k / 3 - 1;
            double chance = Noise.hash(ix + 5000, iz);
            double stand = reach * (0.62 + 0.7 * noise.at(ix * GRID * 0.55, iz * GRID * 0.55 + 30));
            if (chance < stand) {
                double tall = 0.2 + 0.32 * Noise.hash(ix, iz + 777) * (0.4 + 0.6 * reach);
                double dx = x - (ix + 0.5 + 0.7 * (Noise.hash(ix, iz) - 0.5)) * GRID;
                double dz = z - (iz + 0.5 + 0.7 * (Noise.hash(ix + 99, iz) - 0.5)) * GRID;
                double out = Math.sqrt(dx * dx + dz * dz) / (0.085 + 0.07 * tall);
                double ragged = 1 + 0.5 * noise.at(dx * 70 + ix, dz * 70 + iz);
                best = Math.max(best, tall * (1 - out * ragged));
            }
        }
        return best;
    }
}
