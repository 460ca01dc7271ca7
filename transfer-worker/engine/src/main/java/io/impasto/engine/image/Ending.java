package io.impasto.engine.image;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import javax.imageio.stream.ImageInputStream;

/**
 * Tells whether a file is all there, by its structure alone. Needed because some decoders fill what is missing with grey, and others call it
 * damage.
 */
final class Ending {

    private static final int GIF_IMAGE = 0x2c;
    private static final int GIF_EXTENSION = 0x21;

    private Ending() {}

    /** Whether the file stops before its first picture does. True for damage that hides the end, too. */
    static boolean isMissing(ImageFormat format, ImageSource source) throws IOException {
        try {
            switch (format) {
                case JPEG -> jpeg(source);
                case PNG -> png(source);
                case WEBP -> webp(source);
                case GIF -> gif(source);
                case TIFF -> tiff(source);
                case BMP -> {
                    // Its decoder reports the end of the file as such.
                }
            }
            return false;
        } catch (EOFException e) {
            return true;
        }
    }

    private static void jpeg(ImageSource source) throws IOException {
        try (JpegMarkers markers = new JpegMarkers(source)) {
            for (int marker = markers.next(); marker != JpegMarkers.END; marker = markers.next()) {
                markers.skip(marker);
            }
        }
    }

    private static void png(ImageSource source) throws IOException {
        boolean[] ended = new boolean[1];
        try (ImageInputStream stream = source.open()) {
            Chunks.PNG.walk(stream, chunk -> {
                ended[0] = chunk.type().equals("IEND");
                return !ended[0];
            });
        }
        if (!ended[0]) {
            throw new EOFException();
        }
    }

    private static void webp(ImageSource source) throws IOException {
        try (ImageInputStream stream = source.open()) {
            stream.setByteOrder(ByteOrder.LITTLE_ENDIAN);
            stream.seek(4);
            long length = stream.readUnsignedInt();
            stream.seek(8 + length - 1);
            stream.readByte();
        }
    }

    /** Blocks and sub-blocks up to the end of the first picture (GIF89a, 17..26). */
    private static void gif(ImageSource source) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(source.stream()))) {
            in.skipNBytes(10);
            in.skipNBytes(2 + colourTable(in.readUnsignedByte()));
            int block = in.readUnsignedByte();
            while (block == GIF_EXTENSION) {
                in.skipNBytes(1);
                skipSubBlocks(in);
                block = in.readUnsignedByte();
            }
            if (block == GIF_IMAGE) {
                in.skipNBytes(8);
                in.skipNBytes(colourTable(in.readUnsignedByte()) + 1);
                skipSubBlocks(in);
            }
        }
    }

    /** The first directory, which often stands at the end; its decoder reports missing strips (TIFF 6.0, section 2). */
    private static void tiff(ImageSource source) throws IOException {
        try (ImageInputStream stream = source.open()) {
            stream.setByteOrder(stream.readByte() == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            stream.seek(4);
            stream.seek(stream.readUnsignedInt());
            long directory = 12L * stream.readUnsignedShort() + 4;
            stream.seek(stream.getStreamPosition() + directory - 1);
            stream.readByte();
        }
    }

    private static int colourTable(int flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << (flags & 7) + 1;
    }

    private static void skipSubBlocks(DataInputStream in) throws IOException {
        for (int length = in.readUnsignedByte(); length > 0; length = in.readUnsignedByte()) {
            in.skipNBytes(length);
        }
    }
}
