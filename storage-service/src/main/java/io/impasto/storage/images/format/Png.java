package io.impasto.storage.images.format;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

import static java.nio.ByteOrder.BIG_ENDIAN;

/** PNG (ISO/IEC 15948): chunks with checksums; the pixels are one zlib stream over all IDAT chunks; IEND ends it. */
final class Png implements ImageFormat.Layout {

    private static final int LONGEST_EXIF = 1 << 16;

    @Override
    public ImageHeader read(ImageBytes in, PixelLimit limit) throws IOException {
        in.skip(8);
        if (in.u32(BIG_ENDIAN) != 13 || !in.ascii(4).equals("IHDR")) {
            throw ImageRefused.damaged("The PNG file is damaged: it does not begin with its header.");
        }
        byte[] header = in.bytes(13);
        PngRaster raster = PngRaster.of(header, limit);
        checkSum(in, crc("IHDR", header));
        int orientation = 1;
        try (PngRaster.Rows rows = raster.rows()) {
            for (; ; ) {
                long length = in.u32(BIG_ENDIAN);
                if (length > Integer.MAX_VALUE) {
                    throw ImageRefused.damaged("The PNG file is damaged: a chunk has an impossible length.");
                }
                String type = in.ascii(4);
                CRC32 crc = crc(type, new byte[0]);
                if (type.equals("IDAT")) {
                    in.skip(length, crc, rows::feed);
                } else if (type.equals("eXIf") && length <= LONGEST_EXIF) {
                    byte[] exif = in.bytes((int) length);
                    crc.update(exif);
                    orientation = TiffDirectory.orientation(exif, 0);
                } else {
                    in.skip(length, crc);
                }
                checkSum(in, crc);
                if (type.equals("IEND")) {
                    rows.requireAll();
                    return ImageHeader.shown(ImageFormat.PNG, raster.width(), raster.height(), orientation);
                }
            }
        }
    }

    private static CRC32 crc(String type, byte[] data) {
        CRC32 crc = new CRC32();
        crc.update(type.getBytes(StandardCharsets.ISO_8859_1));
        crc.update(data);
        return crc;
    }

    private static void checkSum(ImageBytes in, CRC32 crc) throws IOException {
        if (in.u32(BIG_ENDIAN) != crc.getValue()) {
            throw ImageRefused.damaged("The PNG file is damaged: a checksum does not match.");
        }
    }
}
