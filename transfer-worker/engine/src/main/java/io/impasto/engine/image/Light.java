package io.impasto.engine.image;

/**
 * sRGB levels, 0..255, and the light that they stand for, 0..1 (IEC 61966-2-1). By tables of 16 bits between which values are interpolated: whole
 * levels are exact, others to a ten-thousandth of a level.
 */
final class Light {
    private static final int STEPS = 65_535;
    private static final float MOST = 255;
    private static final float[] LIGHTS = new float[STEPS + 2];
    private static final float[] LEVELS = new float[STEPS + 2];

    static {
        for (int i = 0; i < LIGHTS.length; i++) {
            double value = Math.min(1, (double) i / STEPS);
            LIGHTS[i] = (float) (value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4));
            LEVELS[i] =
                    (float) (MOST * (value <= 0.0031308 ? 12.92 * value : 1.055 * Math.pow(value, 1 / 2.4) - 0.055));
        }
    }

    private Light() {}

    /** The light of a level; levels outside the range count as the nearest in it. */
    static float of(float level) {
        return between(LIGHTS, level / MOST);
    }

    /** The level of a light, however much it is outside the range. */
    static float level(float light) {
        return between(LEVELS, light);
    }

    private static float between(float[] table, float share) {
        float place = STEPS * Math.max(0, Math.min(1, share));
        int step = (int) place;
        float rest = place - step;
        return table[step] + rest * (table[step + 1] - table[step]);
    }
}
