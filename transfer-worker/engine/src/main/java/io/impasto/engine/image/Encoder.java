package io.impasto.engine.image;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
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

import io.impasto.pictures.ColourTag;

/** Pictures to files in memory: pixels, what their colours are, and nothing else but a text that was asked for. */
final class Encoder {
    private static final int BYTE = 0xff;
    private static final int SHORT = 0xffff;

    private Encoder() {}

    /**
     * A file.
     *
     * @param quality 0 to 1, of a format that has one
     * @param text of a PNG
     * @throws FormatUnavailable if what writes it does not load
     */
    static byte[] encode(Layer layer, PictureFormat format, float quality, Optional<PngText> text) {
        if (!(quality >= 0 && quality <= 1)) {
            throw new IllegalArgumentException("the quality lies between 0 and 1, not " + quality);
        }
        BufferedImage image = image(layer, format);
        ImageTypeSpecifier type = ImageTypeSpecifier.createFromRenderedImage(image);
        ImageWriter writer = Plugins.writer(format.writer(), type);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            compress(param, format, quality);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, metadata(writer, type, param, format, text)), param);
        } catch (LinkageError e) {
            throw new FormatUnavailable(format, e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot encode " + layer.picture() + " as " + format, e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static void compress(ImageWriteParam param, PictureFormat format, float quality) {
        switch (format) {
            case PNG, PNG16 -> {}
            case JPEG -> {
                param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                param.setCompressionQuality(quality);
            }
            case WEBP -> {
                param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                param.setCompressionType(quality < 1 ? "Lossy" : "Lossless");
                param.setCompressionQuality(quality);
            }
            case TIFF, TIFF16 -> {
                param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                param.setCompressionType("Deflate");
            }
        }
    }

    private static IIOMetadata metadata(
            ImageWriter writer,
            ImageTypeSpecifier type,
            ImageWriteParam param,
            PictureFormat format,
            Optional<PngText> text)
            throws IOException {
        return switch (format) {
            case PNG, PNG16 -> {
                IIOMetadata png = ColourTag.png(writer.getDefaultImageMetadata(type, param));
                text.ifPresent(said -> said.addTo(png));
                yield png;
            }
            case JPEG -> ColourTag.jpeg(writer.getDefaultImageMetadata(type, param));
            case TIFF, TIFF16 -> ColourTag.tiff(writer.getDefaultImageMetadata(type, param));
                // Its library writes no profile; one that has none is sRGB (RFC 9649, 2.7.1.4).
            case WEBP -> null;
        };
    }

    static byte[] bytes(Picture picture) {
        byte[] bytes = new byte[3 * picture.width() * picture.height()];
        int i = 0;
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++) {
                for (int channel = 0; channel < 3; channel++) {
                    bytes[i++] = (byte) level(picture.at(channel, x, y), 1, BYTE);
                }
            }
        }
        return bytes;
    }

    private static BufferedImage image(Layer layer, PictureFormat format) {
        Picture own = layer.picture();
        Optional<Opacity> opacity =
                layer.opacity().filter(any -> format.transparent()).map(any -> any.resize(own.width(), own.height()));
        Picture picture = format.transparent()
                ? own
                : layer.opacity().map(any -> any.overWhite(own)).orElse(own);
        boolean fine = format.bits() == Short.SIZE;
        ColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB),
                opacity.isPresent(),
                false,
                opacity.isPresent() ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
                fine ? DataBuffer.TYPE_USHORT : DataBuffer.TYPE_BYTE);
        WritableRaster raster = model.createCompatibleWritableRaster(picture.width(), picture.height());
        int most = fine ? SHORT : BYTE;
        int[] row = new int[picture.width()];
        for (int y = 0; y < picture.height(); y++) {
            for (int band = 0; band < raster.getNumBands(); band++) {
                for (int x = 0; x < row.length; x++) {
                    row[x] = band < Picture.CHANNELS
                            ? level(picture.at(band, x, y), most / BYTE, most)
                            : level(opacity.orElseThrow().values()[y * row.length + x], most, most);
                }
                raster.setSamples(0, y, row.length, 1, band, row);
            }
        }
        return new BufferedImage(model, raster, false, null);
    }

    private static int level(float value, int scale, int most) {
        return Math.max(0, Math.min(most, Math.round(value * scale)));
    }
}
