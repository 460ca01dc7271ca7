package io.impasto.storage.images.format;

import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The pixels that a PNG header announces.
 *
 * @param width columns
 * @param height rows
 * @param bytes length of all rows with their filter bytes, before compression
 */
record PngRaster(int width, int height, long bytes) {

    /** Adam7: first column, first row, column step, row step of each pass. */
    private static final int[][] PASSES = {
        {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
    };

    private static final int[][] WHOLE = {{0, 0, 1, 1}};

    static PngRaster of(byte[] ihdr, PixelLimit limit) {
        ByteBuffer header = ByteBuffer.wrap(ihdr);
        long width = Integer.toUnsignedLong(header.getInt());
        long height = Integer.toUnsignedLong(header.getInt());
        limit.check(width, height);
        int depth = header.get();
        int channels = channels(header.get());
        int interlace = header.get(12);
        if (Integer.bitCount(depth) != 1
                || depth < 1
                || depth > 16
                || channels == 0
                || interlace < 0
                || interlace > 1) {
            throw ImageRefused.damaged("The PNG file is damaged: its header names an unknown kind of pixel.");
        }
        long bytes = 0;
        for (int[] pass : interlace == 1 ? PASSES : WHOLE) {
            long columns = steps(width - pass[0], pass[2]);
            long rows = columns == 0 ? 0 : steps(height - pass[1], pass[3]);
            bytes += rows * (1 + (columns * channels * depth + 7) / 8);
        }
        return new PngRaster((int) width, (int) height, bytes);
    }

    Rows rows() {
        return new Rows(bytes);
    }

    private static long steps(long length, int step) {
        return length <= 0 ? 0 : (length + step - 1) / step;
    }

    private static int channels(int colourType) {
        return switch (colourType) {
            case 0, 3 -> 1;
            case 2 -> 3;
            case 4 -> 2;
            case 6 -> 4;
            default -> 0;
        };
    }

    /** Inflates the rows to nowhere, only to see whether all of them are there. */
    static final class Rows implements AutoCloseable {

        private final Inflater inflater = new Inflater();
        private final byte[] nowhere = new byte[1 << 14];
        private long missing;

        private Rows(long bytes) {
            missing = bytes;
        }

        void feed(byte[] bytes, int offset, int length) {
            inflater.setInput(bytes, offset, length);
            try {
                // Stops at the announced length: what a bomb would unpack beyond it is never unpacked.
                while (missing > 0 && !inflater.needsInput() && !inflater.finished()) {
                    int n = inflater.inflate(nowhere);
                    if (n == 0 && inflater.needsDictionary()) {
                        throw new DataFormatException("dictionary");
                    }
                    missing -= n;
                }
            } catch (DataFormatException e) {
                throw ImageRefused.damaged("The PNG file is damaged: its pixels cannot be unpacked.");
            }
        }

        void requireAll() {
            if (missing > 0) {
                throw ImageRefused.truncated();
            }
        }

        @Override
        public void close() {
            inflater.end();
        }
    }
}
