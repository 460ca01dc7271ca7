package io.impasto.storage.images.format;

import java.io.IOException;
import java.util.Arrays;

import static java.nio.ByteOrder.BIG_ENDIAN;

/** JPEG (ITU-T T.81, annex B): a chain of marker segments; pixels follow SOS; EOI ends it. */
final class Jpeg implements ImageFormat.Layout {

    private static final int SOI = 0xd8;
    private static final int EOI = 0xd9;
    private static final int SOS = 0xda;
    private static final int APP1 = 0xe1;
    private static final byte[] EXIF = {'E', 'x', 'i', 'f', 0, 0};

    @Override
    public ImageHeader read(ImageBytes in, PixelLimit limit) throws IOException {
        in.skip(2);
        int width = 0;
        int height = 0;
        int orientation = 1;
        boolean scanned = false;
        for (int marker = marker(in); marker != EOI; ) {
            if (standsAlone(marker)) {
                marker = marker(in);
                continue;
            }
            int length = in.u16(BIG_ENDIAN) - 2;
            if (length < 0) {
                throw ImageRefused.damaged("The JPEG file is damaged: a segment is shorter than its own length.");
            }
            if (isFrame(marker)) {
                if (length < 6) {
                    throw ImageRefused.damaged("The JPEG file is damaged: its frame header is too short.");
                }
                in.skip(1);
                height = in.u16(BIG_ENDIAN);
                width = in.u16(BIG_ENDIAN);
                limit.check(width, height);
                in.skip(length - 5);
            } else if (marker == APP1 && orientation == 1) {
                orientation = orientation(in.bytes(length));
            } else {
                in.skip(length);
            }
            if (marker == SOS) {
                if (width == 0) {
                    throw ImageRefused.damaged("The JPEG file is damaged: it has pixels before its size.");
                }
                scanned = true;
                marker = behindScan(in);
            } else {
                marker = marker(in);
            }
        }
        if (!scanned) {
            throw ImageRefused.damaged("The JPEG file has no pixels.");
        }
        return ImageHeader.shown(ImageFormat.JPEG, width, height, orientation);
    }

    private static int marker(ImageBytes in) throws IOException {
        if (in.u8() != 0xff) {
            throw ImageRefused.damaged("The JPEG file is damaged: a marker is missing.");
        }
        int marker = in.u8();
        while (marker == 0xff) {
            marker = in.u8();
        }
        return marker;
    }

    /** Entropy-coded bytes hold 0xFF only before a zero or a restart marker. */
    private static int behindScan(ImageBytes in) throws IOException {
        for (; ; ) {
            if (in.u8() != 0xff) {
                continue;
            }
            int marker = in.u8();
            while (marker == 0xff) {
                marker = in.u8();
            }
            if (marker != 0 && !isRestart(marker)) {
                return marker;
            }
        }
    }

    private static boolean isRestart(int marker) {
        return marker >= 0xd0 && marker <= 0xd7;
    }

    private static boolean standsAlone(int marker) {
        return marker == 0x01 || marker == SOI || isRestart(marker);
    }

    /** SOF0 to SOF15, less DHT, JPG and DAC, which lie among them; the arithmetic and hierarchical ones have no decoder here. */
    private static boolean isFrame(int marker) {
        if (marker < 0xc0 || marker > 0xcf || marker == 0xc4 || marker == 0xc8 || marker == 0xcc) {
            return false;
        }
        if (marker > 0xc3) {
            throw ImageRefused.damaged("The JPEG file uses arithmetic or hierarchical coding, which cannot be read.");
        }
        return true;
    }

    private static int orientation(byte[] segment) {
        boolean exif = segment.length > EXIF.length && Arrays.equals(segment, 0, EXIF.length, EXIF, 0, EXIF.length);
        return exif ? TiffDirectory.orientation(segment, EXIF.length) : 1;
    }
}
