package io.impasto.storage.images.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;

/** TIFF 6.0: a directory, anywhere in the file, points at strips or tiles, anywhere in the file. The first directory is the picture. */
final class Tiff implements ImageFormat.Layout {

    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int COMPRESSION = 259;
    private static final int STRIP_OFFSETS = 273;
    private static final int STRIP_BYTES = 279;
    private static final int TILE_WIDTH = 322;
    private static final int TILE_HEIGHT = 323;
    private static final int TILE_OFFSETS = 324;
    private static final int TILE_BYTES = 325;
    /** None, CCITT's three, LZW, JPEG old and new, deflate under both of its numbers, PackBits: what workers unpack. */
    private static final Set<Long> UNPACKED = Set.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 32_773L, 32_946L);

    @Override
    public ImageHeader read(ImageBytes in, PixelLimit limit) throws IOException {
        ByteBuffer file = in.whole();
        try {
            return read(new TiffDirectory(file), file.capacity(), limit);
        } catch (IndexOutOfBoundsException e) {
            throw ImageRefused.truncated();
        }
    }

    private static ImageHeader read(TiffDirectory directory, long fileSize, PixelLimit limit) {
        long width = directory.first(WIDTH).orElse(0);
        long height = directory.first(HEIGHT).orElse(0);
        limit.check(width, height);
        if (!UNPACKED.contains(directory.first(COMPRESSION).orElse(1))) {
            throw ImageRefused.damaged("The TIFF file is packed in a way that cannot be read.");
        }
        if (directory.count(TILE_OFFSETS) > 0) {
            limit.check(
                    directory.first(TILE_WIDTH).orElse(0),
                    directory.first(TILE_HEIGHT).orElse(0));
            requirePieces(directory, TILE_OFFSETS, TILE_BYTES, fileSize);
        } else {
            requirePieces(directory, STRIP_OFFSETS, STRIP_BYTES, fileSize);
        }
        return ImageHeader.shown(ImageFormat.TIFF, (int) width, (int) height, directory.orientation());
    }

    private static void requirePieces(TiffDirectory directory, int offsets, int lengths, long fileSize) {
        long pieces = directory.count(offsets);
        if (pieces == 0 || directory.count(lengths) != pieces) {
            throw ImageRefused.damaged("The TIFF file is damaged: it does not say where its pixels are.");
        }
        for (long i = 0; i < pieces; i++) {
            if (directory.value(offsets, i) + directory.value(lengths, i) > fileSize) {
                throw ImageRefused.truncated();
            }
        }
    }
}
