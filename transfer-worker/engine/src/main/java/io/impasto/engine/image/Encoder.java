package io.impasto.engine.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pictures to files in memory. */
final class Encoder {

    private Encoder() {}

    static byte[] png(Picture picture, Optional<PngText> text) {
        ImageTypeSpecifier type = ImageTypeSpecifier.createFromBufferedImageType(BufferedImage.TYPE_3BYTE_BGR);
        ImageWriter writer = Plugins.writer("png", type);
        ImageWriteParam param = writer.getDefaultWriteParam();
        IIOMetadata metadata =
                text.map(said -> said.metadata(writer, type, param)).orElse(null);
        return write(writer, param, picture, metadata);
    }

    static byte[] jpeg(Picture picture, float quality) {
        if (!(quality >= 0 && quality <= 1)) {
            throw new IllegalArgumentException("JPEG quality lies between 0 and 1, not " + quality);
        }
        ImageWriter writer =
                Plugins.writer("jpeg", ImageTypeSpecifier.createFromBufferedImageType(BufferedImage.TYPE_3BYTE_BGR));
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionQuality(quality);
        return write(writer, param, picture, null);
    }

    private static byte[] write(ImageWriter writer, ImageWriteParam param, Picture picture, IIOMetadata metadata) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(eightBit(picture), null, metadata), param);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot encode " + picture, e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    static byte[] bytes(Picture picture) {
        byte[] bytes = new byte[3 * picture.width() * picture.height()];
        int i = 0;
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++) {
                for (int channel = 0; channel < 3; channel++) {
                    bytes[i++] = (byte) level(picture.at(channel, x, y));
                }
            }
        }
        return bytes;
    }

    private static BufferedImage eightBit(Picture picture) {
        int width = picture.width();
        BufferedImage image = new BufferedImage(width, picture.height(), BufferedImage.TYPE_3BYTE_BGR);
        int[] row = new int[width];
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < width; x++) {
                row[x] =
                        level(picture.at(0, x, y)) << 16 | level(picture.at(1, x, y)) << 8 | level(picture.at(2, x, y));
            }
            image.setRGB(0, y, width, 1, row, 0, width);
        }
        return image;
    }

    private static int level(float value) {
        return Math.max(0, Math.min(255, Math.round(value)));
    }
}
