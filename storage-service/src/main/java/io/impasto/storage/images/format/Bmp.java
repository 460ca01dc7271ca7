package io.impasto.storage.images.format;

import java.io.IOException;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

/** Windows bitmap: a header, then rows of fixed length, or runs (RLE4, RLE8) with an end mark. */
final class Bmp implements ImageFormat.Layout {

    private static final int FILE_HEADER = 14;
    private static final int CORE_HEADER = 12;
    private static final int INFO_HEADER = 40;

    @Override
    public ImageHeader read(ImageBytes in, PixelLimit limit) throws IOException {
        in.skip(10);
        long pixelsAt = in.u32(LITTLE_ENDIAN);
        long headerLength = in.u32(LITTLE_ENDIAN);
        boolean core = headerLength == CORE_HEADER;
        if (!core && headerLength < INFO_HEADER || headerLength > 1 << 10) {
            throw ImageRefused.damaged("The BMP file is damaged: its header has an unknown length.");
        }
        int width = core ? in.u16(LITTLE_ENDIAN) : (int) in.u32(LITTLE_ENDIAN);
        // A negative height says that the rows go from top to bottom.
        long height = core ? in.u16(LITTLE_ENDIAN) : Math.abs((long) (int) in.u32(LITTLE_ENDIAN));
        limit.check(width, height);
        in.skip(2);
        int bitsPerPixel = in.u16(LITTLE_ENDIAN);
        long compression = core ? 0 : in.u32(LITTLE_ENDIAN);
        long passed = FILE_HEADER + (core ? CORE_HEADER : 20);
        if (pixelsAt < passed || bitsPerPixel < 1 || bitsPerPixel > 32) {
            throw ImageRefused.damaged("The BMP file is damaged: its header contradicts itself.");
        }
        in.skip(pixelsAt - passed);
        switch ((int) compression) {
            case 0, 3 -> in.skip(((long) width * bitsPerPixel + 31) / 32 * 4 * height);
            case 1 -> skipRuns(in, 1);
            case 2 -> skipRuns(in, 2);
            default -> throw ImageRefused.damaged("The BMP file is packed in a way that cannot be read.");
        }
        return new ImageHeader(ImageFormat.BMP, width, (int) height);
    }

    /** Pairs of count and colour; count zero escapes: 0 line end, 1 bitmap end, 2 move, else literal pixels. */
    private static void skipRuns(ImageBytes in, int pixelsPerByte) throws IOException {
        for (; ; ) {
            int count = in.u8();
            int value = in.u8();
            if (count != 0 || value == 0) {
                continue;
            }
            if (value == 1) {
                return;
            }
            int literals = (value + pixelsPerByte - 1) / pixelsPerByte;
            in.skip(value == 2 ? 2 : literals + (literals & 1));
        }
    }
}
