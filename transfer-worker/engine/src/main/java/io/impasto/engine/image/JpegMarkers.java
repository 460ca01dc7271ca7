package io.impasto.engine.image;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;

/** Walks the segments of a JPEG: segments have lengths, entropy-coded data lasts until the next marker (ITU-T T.81, B.1). */
final class JpegMarkers implements AutoCloseable {
    static final int END = 0xd9;
    private static final int RESTART_FIRST = 0xd0;
    private static final int RESTART_LAST = 0xd7;
    private static final int START = 0xd8;
    private static final int FRAME_FIRST = 0xc0;
    private static final int FRAME_LAST = 0xcf;
    private static final int PROGRESSIVE = 0xc2;
    private static final int LOSSLESS = 0xc3;
    // Among the frames' markers, but of none: DHT, JPG, DAC.
    private static final int TABLES = 0xc4;
    private static final int EXTENSION = 0xc8;
    private static final int CONDITIONING = 0xcc;

    private final DataInputStream in;

    JpegMarkers(ImageSource source) throws IOException {
        in = new DataInputStream(new BufferedInputStream(source.stream()));
    }

    /** How pixels are coded. */
    enum Coding {
        /** Row of blocks by row of blocks. */
        SEQUENTIAL,
        /** All of it roughly, then finer, or without loss: it is in memory until the end. */
        WHOLE,
        /** Arithmetic or hierarchical coding. */
        UNREAD
    }

    /** By the first frame header. */
    static Coding coding(ImageSource source) throws IOException {
        try (JpegMarkers markers = new JpegMarkers(source)) {
            int marker = markers.next();
            while (!isFrame(marker)) {
                markers.skip(marker);
                marker = markers.next();
            }
            return marker > LOSSLESS
                    ? Coding.UNREAD
                    : marker == PROGRESSIVE || marker == LOSSLESS ? Coding.WHOLE : Coding.SEQUENTIAL;
        }
    }

    private static boolean isFrame(int marker) {
        return marker >= FRAME_FIRST
                && marker <= FRAME_LAST
                && marker != TABLES
                && marker != EXTENSION
                && marker != CONDITIONING;
    }

    /** The next marker that is no restart. */
    int next() throws IOException {
        while (true) {
            int value = in.readUnsignedByte();
            while (value == 0xff) {
                value = in.readUnsignedByte();
                boolean restart = value >= RESTART_FIRST && value <= RESTART_LAST;
                if (value != 0xff && value != 0 && !restart) {
                    return value;
                }
            }
        }
    }

    /** Passes the segment of a marker, if it has one. */
    void skip(int marker) throws IOException {
        boolean bare = marker >= RESTART_FIRST && marker <= START || marker <= 1;
        if (!bare) {
            in.skipNBytes(Math.max(0, in.readUnsignedShort() - 2));
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
