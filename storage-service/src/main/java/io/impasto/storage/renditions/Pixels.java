package io.impasto.storage.renditions;

/**
 * A picture in memory, sRGB. Files are read at 8 bits per value; what is computed from them may have 16.
 *
 * @param width in pixels, at least 1
 * @param height in pixels, at least 1
 * @param depth bits of each value
 * @param rgb red, green, blue of each pixel, row by row; not copied. Of 16 bits, the higher byte comes first
 */
record Pixels(int width, int height, Depth depth, byte[] rgb) {

    static final int CHANNELS = 3;

    /** How finely a value is stored. */
    enum Depth {
        BITS_8(1, 0xff),
        BITS_16(2, 0xffff);

        private final int bytes;
        private final int most;

        Depth(int bytes, int most) {
            this.bytes = bytes;
            this.most = most;
        }

        /** Of one value. */
        int bytes() {
            return bytes;
        }

        /** The level of full light. */
        int most() {
            return most;
        }
    }

    Pixels(int width, int height) {
        this(width, height, Depth.BITS_8);
    }

    Pixels(int width, int height, Depth depth) {
        this(
                width,
                height,
                depth,
                new byte[Math.multiplyExact(depth.bytes() * CHANNELS, Math.multiplyExact(width, height))]);
    }

    /** How many values there are. */
    int values() {
        return CHANNELS * width * height;
    }

    /** A value, 0 to its depth's most. */
    int level(int index) {
        return depth == Depth.BITS_8
                ? rgb[index] & 0xff
                : (rgb[2 * index] & 0xff) << Byte.SIZE | rgb[2 * index + 1] & 0xff;
    }

    /** Sets a value, 0 to its depth's most. */
    void level(int index, int level) {
        if (depth == Depth.BITS_8) {
            rgb[index] = (byte) level;
        } else {
            rgb[2 * index] = (byte) (level >> Byte.SIZE);
            rgb[2 * index + 1] = (byte) level;
        }
    }

    /** The same picture at another depth, each value at the nearest level; the same object if it has that depth. */
    Pixels at(Depth other) {
        if (other == depth) {
            return this;
        }
        Pixels same = new Pixels(width, height, other);
        for (int i = 0; i < values(); i++) {
            same.level(i, (int) Math.round((double) level(i) * other.most() / depth.most()));
        }
        return same;
    }
}
