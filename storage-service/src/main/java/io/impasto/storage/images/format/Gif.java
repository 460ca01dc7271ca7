package io.impasto.storage.images.format;

import java.io.IOException;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

/** GIF (87a, 89a): a screen, then blocks of sub-blocks; the trailer ends it. The first frame is the picture. */
final class Gif implements ImageFormat.Layout {

    private static final int EXTENSION = 0x21;
    private static final int IMAGE = 0x2c;
    private static final int TRAILER = 0x3b;
    private static final int MOST_FRAMES = 10_000;

    @Override
    public ImageHeader read(ImageBytes in, PixelLimit limit) throws IOException {
        in.skip(6);
        limit.check(in.u16(LITTLE_ENDIAN), in.u16(LITTLE_ENDIAN));
        int flags = in.u8();
        in.skip(2);
        skipColours(in, flags);
        ImageHeader first = null;
        int frames = 0;
        for (; ; ) {
            int block = in.u8();
            switch (block) {
                case EXTENSION -> {
                    in.skip(1);
                    skipSubBlocks(in);
                }
                case IMAGE -> {
                    if (++frames > MOST_FRAMES) {
                        throw ImageRefused.tooManyFrames(MOST_FRAMES);
                    }
                    ImageHeader frame = frame(in, limit);
                    first = first == null ? frame : first;
                }
                case TRAILER -> {
                    if (first == null) {
                        throw ImageRefused.damaged("The GIF file has no picture in it.");
                    }
                    return first;
                }
                default -> throw ImageRefused.damaged("The GIF file is damaged: a block of unknown kind.");
            }
        }
    }

    private static ImageHeader frame(ImageBytes in, PixelLimit limit) throws IOException {
        in.skip(4);
        int width = in.u16(LITTLE_ENDIAN);
        int height = in.u16(LITTLE_ENDIAN);
        limit.check(width, height);
        skipColours(in, in.u8());
        in.skip(1);
        skipSubBlocks(in);
        return new ImageHeader(ImageFormat.GIF, width, height);
    }

    private static void skipColours(ImageBytes in, int flags) throws IOException {
        if ((flags & 0x80) != 0) {
            in.skip(3L << (flags & 7) + 1);
        }
    }

    private static void skipSubBlocks(ImageBytes in) throws IOException {
        for (int length = in.u8(); length != 0; length = in.u8()) {
            in.skip(length);
        }
    }
}
