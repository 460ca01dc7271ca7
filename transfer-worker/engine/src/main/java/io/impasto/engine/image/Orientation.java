package io.impasto.engine.image;

/** How the stored rows and columns lie in the picture as it is shown: the eight values of EXIF tag 0x0112. */
public enum Orientation {
    /** 1: as stored. */
    UPRIGHT,
    /** 2: mirrored left to right. */
    MIRRORED,
    /** 3: turned by 180 degrees. */
    UPSIDE_DOWN,
    /** 4: mirrored top to bottom. */
    FLIPPED,
    /** 5: mirrored along the main diagonal. */
    TRANSPOSED,
    /** 6: to be turned clockwise by 90 degrees. */
    TURN_RIGHT,
    /** 7: mirrored along the other diagonal. */
    TRANSVERSED,
    /** 8: to be turned anticlockwise by 90 degrees. */
    TURN_LEFT;

    /** The orientation of an EXIF value; {@link #UPRIGHT} for values outside 1..8, as viewers do. */
    public static Orientation ofExif(int value) {
        return value >= 1 && value <= 8 ? values()[value - 1] : UPRIGHT;
    }

    /** Whether width and height change places. */
    public boolean swapsSides() {
        return ordinal() >= TRANSPOSED.ordinal();
    }

    /** The stored picture as it is to be shown. */
    public Picture apply(Picture stored) {
        return this == UPRIGHT
                ? stored
                : new Picture(
                        swapsSides() ? stored.height() : stored.width(),
                        swapsSides() ? stored.width() : stored.height(),
                        apply(stored.rgb(), stored.width(), stored.height()));
    }

    /**
     * The same for planes of any number.
     *
     * @param w columns as stored
     * @param h rows as stored
     */
    float[] apply(float[] from, int w, int h) {
        if (this == UPRIGHT) {
            return from;
        }
        int width = swapsSides() ? h : w;
        int height = swapsSides() ? w : h;
        float[] to = new float[from.length];
        for (int c = 0; c < from.length / (w * h); c++) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    to[(c * height + y) * width + x] = from[(c * h + storedY(x, y, h)) * w + storedX(x, y, w)];
                }
            }
        }
        return to;
    }

    private int storedX(int x, int y, int w) {
        return switch (this) {
            case UPRIGHT, FLIPPED -> x;
            case MIRRORED, UPSIDE_DOWN -> w - 1 - x;
            case TRANSPOSED, TURN_RIGHT -> y;
            case TRANSVERSED, TURN_LEFT -> w - 1 - y;
        };
    }

    private int storedY(int x, int y, int h) {
        return switch (this) {
            case UPRIGHT, MIRRORED -> y;
            case UPSIDE_DOWN, FLIPPED -> h - 1 - y;
            case TRANSPOSED, TURN_LEFT -> x;
            case TURN_RIGHT, TRANSVERSED -> h - 1 - x;
        };
    }
}
