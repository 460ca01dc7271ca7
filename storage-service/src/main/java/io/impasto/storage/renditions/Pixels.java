package io.impasto.storage.renditions;

/**
 * A picture in memory, sRGB. Files are read at 8 bits per value; what is computed from them may have 16.
 *
 * @param width in pixels, at least 1
 * @param height in pixels, at least 1
 * @param channels of each pixel: red, green, blue, and with 4 of them how opaque it is; colours are not multiplied by that
 * @param depth bits of each value
 * @param rgb the channels of each pixel, row by row; not copied. Of 16 bits, the higher byte comes first
 */
record Pixels(int width, int height, int channels, Depth depth, byte[] rgb) {

    /** Of colour. */
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

    /** Opaque, of 8 bits. */
    Pixels(int width, int height) {
        this(width, height, CHANNELS, Depth.BITS_8);
    }

    /** Opaque. */
    Pixels(int width, int height, Depth depth, byte[] rgb) {
        this(width, height, CHANNELS, depth, rgb);
    }

    Pixels(int width, int height, int channels, Depth depth) {
        this(
                width,
                height,
                channels,
                depth,
                new byte[Math.multiplyExact(depth.bytes() * channels, Math.multiplyExact(width, height))]);
    }

    boolean transparent() {
        return channels > CHANNELS;
    }

    /** How many values there are. */
    int values() {
        return channels * width * height;
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
        Pixels same = new Pixels(width, height, channels, other);
        for (int i = 0; i < values(); i++) {
            same.level(i, (int) Math.round((double) level(i) * other.most() / depth.most()));
        }
        return same;
    }

    /** The same over white; the same object if nothing of it is transparent. */
    Pixels overWhite() {
        if (!transparent()) {
            return this;
        }
        Pixels opaque = new Pixels(width, height, CHANNELS, depth);
        for (int i = 0; i < width * height; i++) {
            double seen = (double) level(channels * i + CHANNELS) / depth.most();
            for (int c = 0; c < CHANNELS; c++) {
                double level = level(channels * i + c) * seen + depth.most() * (1 - seen);
                opaque.level(CHANNELS * i + c, (int) Math.round(level));
            }
        }
        return opaque;
    }
}
