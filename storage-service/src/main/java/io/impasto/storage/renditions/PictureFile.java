package io.impasto.storage.renditions;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferUShort;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.FileImageOutputStream;
import javax.imageio.stream.ImageInputStream;

import com.luciad.imageio.webp.WebPImageWriterSpi;
import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import org.jboss.logging.Logger;

import io.impasto.pictures.ColourTag;
import io.impasto.pictures.EndlessInput;
import io.impasto.storage.images.format.ImageFormat;
import io.impasto.storage.images.format.ImageHeader;
import io.impasto.storage.problems.ProblemException;
import io.impasto.storage.problems.ProblemType;
import io.impasto.storage.renditions.Pixels.Depth;

/** Picture files into pixels, and back. */
final class PictureFile {

    private static final Logger LOG = Logger.getLogger(PictureFile.class);

    private PictureFile() {}

    /**
     * The picture, upright; with a channel for what is transparent, where it has such parts.
     *
     * @param header of the file, checked
     * @param width that is wanted; one that is much larger is thinned out on the way
     */
    static Pixels read(Path file, ImageHeader header, int width) throws IOException {
        ImageReader reader = reader(header.format());
        try (ImageInputStream stream = ImageIO.createImageInputStream(file.toFile())) {
            Optional<ICC_Profile> profile =
                    header.format() == ImageFormat.PNG ? EmbeddedProfile.read(stream) : Optional.empty();
            stream.seek(0);
            reader.setInput(ending(stream, header), true, true);
            ImageReadParam param = reader.getDefaultReadParam();
            int thinning = thinning(header, width);
            param.setSourceSubsampling(thinning, thinning, 0, 0);
            BufferedImage image = reader.read(0, param);
            return upright(pixels(image, profile), header.orientation());
        } catch (IOException | RuntimeException e) {
            // Readers meet damaged files with exceptions of every kind.
            throw new ProblemException(
                    ProblemType.NOT_AN_IMAGE,
                    "The " + header.format() + " is damaged, or of a kind that is not read here.");
        } finally {
            reader.dispose();
        }
    }

    /** Every n-th row and column is read, so that at least twice the wanted size is left for the filter. */
    static int thinning(ImageHeader header, int width) {
        return Math.max(1, header.width() / (2 * width));
    }

    private static ImageInputStream ending(ImageInputStream stream, ImageHeader header) throws IOException {
        if (header.format() != ImageFormat.WEBP) {
            return stream;
        }
        EndlessInput endless = new EndlessInput(stream);
        endless.allowFor((long) header.width() * header.height());
        return endless;
    }

    /**
     * Writes a file.
     *
     * @param quality 1..100, of a format that has one
     * @throws ProblemException {@code invalid-parameter} if what writes the format does not load on this machine
     */
    static void write(Pixels pixels, Format format, int quality, Path file) throws IOException {
        BufferedImage image = image(format == Format.JPEG ? pixels.overWhite() : pixels);
        ImageWriter writer = writer(format, image);
        try (FileImageOutputStream out = new FileImageOutputStream(file.toFile())) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            if (format.quality() > 0) {
                param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                if (format == Format.WEBP) {
                    param.setCompressionType("Lossy");
                }
                param.setCompressionQuality(quality / 100f);
            } else if (format.file().equals(Format.TIFF.file())) {
                param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                param.setCompressionType("Deflate");
            }
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, metadata(writer, image, param, format)), param);
        } catch (LinkageError e) {
            LOG.errorf(e, "no %s can be written: its native library does not load", format.text());
            throw new ProblemException(
                    ProblemType.INVALID_PARAMETER,
                    "This service can't write " + format.text()
                            + ", because its native library does not load there: ask for png, jpeg or tiff.",
                    Map.of("parameter", "format"));
        } finally {
            writer.dispose();
        }
    }

    /** Named one by one: what a server's class loader finds is nothing to rely on. */
    private static ImageReader reader(ImageFormat format) throws IOException {
        ImageReaderSpi spi =
                switch (format) {
                    case JPEG -> new JPEGImageReaderSpi();
                    case TIFF -> new TIFFImageReaderSpi();
                    case WEBP -> new WebPImageReaderSpi();
                    case PNG, GIF, BMP -> null;
                };
        if (spi != null) {
            // Some look for their delegate in the registry.
            spi.onRegistration(IIORegistry.getDefaultInstance(), ImageReaderSpi.class);
            return spi.createReaderInstance();
        }
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format.name());
        return readers.next();
    }

    private static IIOMetadata metadata(ImageWriter writer, BufferedImage image, ImageWriteParam param, Format format)
            throws IOException {
        ImageTypeSpecifier type = ImageTypeSpecifier.createFromRenderedImage(image);
        return switch (format) {
            case PNG, PNG16 -> ColourTag.png(writer.getDefaultImageMetadata(type, param));
            case JPEG -> ColourTag.jpeg(writer.getDefaultImageMetadata(type, param));
            case TIFF, TIFF16 -> ColourTag.tiff(writer.getDefaultImageMetadata(type, param));
                // Its library writes no profile; one that has none is sRGB (RFC 9649, 2.7.1.4).
            case WEBP -> null;
        };
    }

    /** The JDK's own where it has one, for what is written beside the pixels is in its terms. */
    private static ImageWriter writer(Format format, BufferedImage image) throws IOException {
        if (format == Format.WEBP) {
            return new WebPImageWriterSpi().createWriterInstance();
        }
        ImageWriter chosen = null;
        Iterator<ImageWriter> writers =
                ImageIO.getImageWriters(ImageTypeSpecifier.createFromRenderedImage(image), format.file());
        while (writers.hasNext()) {
            ImageWriter writer = writers.next();
            if (chosen == null || writer.getClass().getName().startsWith("com.sun.")) {
                chosen = writer;
            }
        }
        return chosen;
    }

    private static BufferedImage image(Pixels pixels) {
        return pixels.depth() == Pixels.Depth.BITS_8 ? image8(pixels) : image16(pixels);
    }

    private static BufferedImage image16(Pixels pixels) {
        boolean alpha = pixels.transparent();
        ColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB),
                alpha,
                false,
                alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
                DataBuffer.TYPE_USHORT);
        WritableRaster raster = model.createCompatibleWritableRaster(pixels.width(), pixels.height());
        short[] levels = ((DataBufferUShort) raster.getDataBuffer()).getData();
        for (int i = 0; i < levels.length; i++) {
            levels[i] = (short) pixels.level(i);
        }
        return new BufferedImage(model, raster, false, null);
    }

    /** Java's types begin with the last channel. */
    private static BufferedImage image8(Pixels pixels) {
        int type = pixels.transparent() ? BufferedImage.TYPE_4BYTE_ABGR : BufferedImage.TYPE_3BYTE_BGR;
        BufferedImage image = new BufferedImage(pixels.width(), pixels.height(), type);
        byte[] backwards = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        int channels = pixels.channels();
        for (int i = 0; i < backwards.length; i++) {
            backwards[i] = pixels.rgb()[i / channels * channels + channels - 1 - i % channels];
        }
        return image;
    }

    private static Pixels pixels(BufferedImage image, Optional<ICC_Profile> profile) {
        image.coerceData(false);
        ColorModel model = image.getColorModel();
        ColorSpace space = model.getColorSpace();
        boolean plain = model instanceof ComponentColorModel
                && image.getSampleModel() instanceof ComponentSampleModel
                && model.getComponentSize(0) <= Short.SIZE;
        // Grey samples are taken as they are: Java believes grey to be linear light, but files do not store it so.
        boolean grey = space.getType() == ColorSpace.TYPE_GRAY;
        if (plain && !grey && (profile.isPresent() || !space.isCS_sRGB()) && space instanceof ICC_ColorSpace own) {
            return converted(image, profile.orElseGet(own::getProfile));
        }
        return plain && (grey || space.isCS_sRGB()) ? samples(image) : packed(image);
    }

    /** By the profile of its colours. */
    private static Pixels converted(BufferedImage image, ICC_Profile profile) {
        Raster raster = image.getRaster();
        int colours = image.getColorModel().getNumColorComponents();
        int width = image.getWidth();
        int height = image.getHeight();
        int[] bands = IntStream.range(0, colours).toArray();
        ICC_Profile srgb = ICC_Profile.getInstance(ColorSpace.CS_sRGB);
        WritableRaster converted =
                Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, Pixels.CHANNELS, null);
        new ColorConvertOp(new ICC_Profile[] {profile, srgb}, null)
                .filter(raster.createChild(raster.getMinX(), raster.getMinY(), width, height, 0, 0, bands), converted);
        boolean alpha = image.getColorModel().hasAlpha();
        Pixels pixels = pixels(width, height, image.getColorModel());
        byte[] rgb = ((DataBufferByte) converted.getDataBuffer()).getData();
        double most = alpha ? (1 << image.getColorModel().getComponentSize(colours)) - 1 : 1;
        for (int i = 0; i < width * height; i++) {
            System.arraycopy(rgb, Pixels.CHANNELS * i, pixels.rgb(), pixels.channels() * i, Pixels.CHANNELS);
            if (alpha) {
                int opaque = raster.getSample(raster.getMinX() + i % width, raster.getMinY() + i / width, colours);
                pixels.rgb()[pixels.channels() * i + Pixels.CHANNELS] = (byte) Math.round(255 * opaque / most);
            }
        }
        return pixels;
    }

    private static Pixels samples(BufferedImage image) {
        Raster raster = image.getRaster();
        ColorModel model = image.getColorModel();
        int width = image.getWidth();
        int bands = raster.getNumBands();
        int colours = model.getNumColorComponents();
        double most = (1 << model.getComponentSize(0)) - 1;
        double opaque = model.hasAlpha() ? (1 << model.getComponentSize(colours)) - 1 : 1;
        Pixels pixels = pixels(image.getWidth(), image.getHeight(), model);
        int[] row = new int[width * bands];
        int to = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < Pixels.CHANNELS; c++) {
                    pixels.rgb()[to++] = (byte) Math.round(255 * row[x * bands + Math.min(c, colours - 1)] / most);
                }
                if (pixels.transparent()) {
                    pixels.rgb()[to++] = (byte) Math.round(255 * row[x * bands + colours] / opaque);
                }
            }
        }
        return pixels;
    }

    private static Pixels pixels(int width, int height, ColorModel model) {
        return new Pixels(width, height, model.hasAlpha() ? Pixels.CHANNELS + 1 : Pixels.CHANNELS, Depth.BITS_8);
    }

    /** Palettes, packed pixels and colours without a profile: Java's own conversion is right for these. */
    private static Pixels packed(BufferedImage image) {
        int width = image.getWidth();
        Pixels pixels = pixels(width, image.getHeight(), image.getColorModel());
        int[] argb = new int[width];
        int to = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, width, 1, argb, 0, width);
            for (int pixel : argb) {
                for (int shift = 16; shift >= 0; shift -= 8) {
                    pixels.rgb()[to++] = (byte) (pixel >> shift);
                }
                if (pixels.transparent()) {
                    pixels.rgb()[to++] = (byte) (pixel >>> 24);
                }
            }
        }
        return pixels;
    }

    /** @param orientation of EXIF: 2, 4, 5, 7 mirror, 3 turns by 180 degrees, 6 and 8 by 90; others change nothing */
    private static Pixels upright(Pixels stored, int orientation) {
        if (orientation < 2 || orientation > 8) {
            return stored;
        }
        boolean aside = orientation >= 5;
        int width = aside ? stored.height() : stored.width();
        int height = aside ? stored.width() : stored.height();
        boolean right = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
        boolean bottom = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
        int channels = stored.channels();
        Pixels shown = new Pixels(width, height, channels, stored.depth());
        int to = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int column = aside ? y : x;
                int row = aside ? x : y;
                int fromX = right ? stored.width() - 1 - column : column;
                int fromY = bottom ? stored.height() - 1 - row : row;
                int from = channels * (fromY * stored.width() + fromX);
                for (int c = 0; c < channels; c++) {
                    shown.rgb()[to++] = stored.rgb()[from + c];
                }
            }
        }
        return shown;
    }
}
