package io.impasto.storage.images.format;

import java.io.IOException;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

/** WebP (RFC 9649): RIFF chunks; the bit streams state sizes of their own, which are held to the limit as well. */
final class WebP implements ImageFormat.Layout {

    private static final int LONGEST_EXIF = 1 << 16;
    private static final int CHUNK_HEADER = 8;
    private static final int FRAME_HEADER = 16;
    private static final int MOST_FRAMES = 10_000;

    @Override
    public ImageHeader read(ImageBytes in, PixelLimit limit) throws IOException {
        in.skip(4);
        long left = in.u32(LITTLE_ENDIAN) - 4;
        in.skip(4);
        Size canvas = null;
        Size picture = null;
        int orientation = 1;
        int frames = 0;
        while (left >= CHUNK_HEADER) {
            String type = in.ascii(4);
            long length = in.u32(LITTLE_ENDIAN);
            long padded = length + (length & 1);
            left -= CHUNK_HEADER + padded;
            if (left < 0) {
                throw ImageRefused.damaged("The WebP file is damaged: a chunk is longer than the file says it is.");
            }
            long used = 0;
            switch (type) {
                case "VP8X" -> {
                    in.skip(4);
                    canvas = new Size(1 + in.u24(), 1 + in.u24(), 10).within(limit);
                    used = canvas.bytes;
                }
                case "VP8 ", "VP8L" -> {
                    Size size = bitStream(in, type).within(limit);
                    picture = picture == null ? size : picture;
                    used = size.bytes;
                }
                case "ANMF" -> {
                    if (++frames > MOST_FRAMES) {
                        throw ImageRefused.tooManyFrames(MOST_FRAMES);
                    }
                    in.skip(6);
                    Size frame = new Size(1 + in.u24(), 1 + in.u24(), FRAME_HEADER).within(limit);
                    in.skip(4);
                    used = frame.bytes + frameStreams(in, length - FRAME_HEADER, limit);
                    picture = picture == null ? frame : picture;
                }
                case "EXIF" -> {
                    if (length <= LONGEST_EXIF) {
                        orientation = orientation(in.bytes((int) length));
                        used = length;
                    }
                }
                default -> {}
            }
            skipRest(in, padded - used);
        }
        if (picture == null) {
            throw ImageRefused.damaged("The WebP file has no picture in it.");
        }
        Size shown = canvas == null ? picture : canvas;
        return ImageHeader.shown(ImageFormat.WEBP, shown.width, shown.height, orientation);
    }

    /** The chunks inside a frame of an animation; returns how many bytes were passed. */
    private static long frameStreams(ImageBytes in, long length, PixelLimit limit) throws IOException {
        long left = length;
        while (left >= CHUNK_HEADER) {
            String type = in.ascii(4);
            long chunk = in.u32(LITTLE_ENDIAN);
            long padded = chunk + (chunk & 1);
            left -= CHUNK_HEADER + padded;
            long used = 0;
            if (type.equals("VP8 ") || type.equals("VP8L")) {
                used = bitStream(in, type).within(limit).bytes;
            }
            skipRest(in, padded - used);
        }
        return length - left;
    }

    private static void skipRest(ImageBytes in, long length) throws IOException {
        if (length < 0) {
            throw ImageRefused.damaged("The WebP file is damaged: a chunk is too short for what it holds.");
        }
        in.skip(length);
    }

    /** VP8 (RFC 6386, section 9.1) and VP8L (RFC 9649, section 3.4) headers. */
    private static Size bitStream(ImageBytes in, String type) throws IOException {
        if (type.equals("VP8L")) {
            int signature = in.u8();
            long bits = in.u32(LITTLE_ENDIAN);
            require(signature == 0x2f);
            return new Size((int) (bits & 0x3fff) + 1, (int) (bits >>> 14 & 0x3fff) + 1, 5);
        }
        int frame = in.u24();
        int start = in.u24();
        require((frame & 1) == 0 && start == 0x2a019d);
        return new Size(in.u16(LITTLE_ENDIAN) & 0x3fff, in.u16(LITTLE_ENDIAN) & 0x3fff, 10);
    }

    private static void require(boolean wellFormed) {
        if (!wellFormed) {
            throw ImageRefused.damaged("The WebP file is damaged: its bit stream does not begin as one.");
        }
    }

    private static int orientation(byte[] chunk) {
        boolean preamble = chunk.length > 6 && chunk[0] == 'E' && chunk[4] == 0;
        return TiffDirectory.orientation(chunk, preamble ? 6 : 0);
    }

    private record Size(int width, int height, int bytes) {

        Size within(PixelLimit limit) {
            limit.check(width, height);
            return this;
        }
    }
}
