package io.impasto.engine.image;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.function.Function;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

import io.impasto.engine.image.ImageException.Reason;
import io.impasto.pictures.EndlessInput;
import io.impasto.pictures.UnreadFormat;

/** Header first, limits second, pixels last. */
final class Decoder {

    /** More decoded pixels than this are thinned out while decoding, where that leaves twice the wanted size. */
    private static final long DECODED_PIXELS = 16_000_000;

    /** More than this are never in memory: they are thinned out while that leaves the wanted size. */
    private static final long MOST_PIXELS = ImageCodec.DEFAULT_MAX_PIXELS;

    private static final String READ = "JPEG, PNG, WebP, GIF, BMP and TIFF are read";

    private Decoder() {}

    static ImageHeader probe(ImageSource source, long maxPixels) {
        return read(source, (format, reader, stream) -> header(source, format, reader, maxPixels));
    }

    /** The pixels, at least as many as are needed for a long side of so many. */
    static <T> T decode(ImageSource source, long maxPixels, int longSide, Function<Scan, T> of) {
        if (longSide < 1) {
            throw new IllegalArgumentException("the long side has at least 1 pixel, not " + longSide);
        }
        return read(source, (format, reader, stream) -> {
            ImageHeader header = header(source, format, reader, maxPixels);
            if (Ending.isMissing(format, source)) {
                throw truncated(null);
            }
            int stored = Math.max(header.storedWidth(), header.storedHeight());
            int wanted = Math.min(stored, longSide);
            int thinning = thinning(header, wanted);
            requireRoom(held(source, header, thinning), header);
            if (stream instanceof EndlessInput endless) {
                endless.allowFor(header.pixels());
            }
            BufferedImage image = pixels(reader, thinning);
            Rows rows = Rows.of(image, EmbeddedProfile.read(format, source), AssociatedAlpha.in(format, source));
            return of.apply(new Scan(
                    rows,
                    header.orientation(),
                    Resampling.side(header.storedWidth(), stored, wanted),
                    Resampling.side(header.storedHeight(), stored, wanted)));
        });
    }

    private static ImageHeader header(ImageSource source, ImageFormat format, ImageReader reader, long maxPixels)
            throws IOException {
        if (format == ImageFormat.JPEG && JpegMarkers.coding(source) == JpegMarkers.Coding.UNREAD) {
            throw new ImageException(
                    Reason.NOT_AN_IMAGE, "the JPEG uses arithmetic or hierarchical coding, which is not read");
        }
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if (width < 1 || height < 1) {
            throw new ImageException(Reason.NOT_AN_IMAGE, "the image has no pixels (" + width + " x " + height + ")");
        }
        for (Rectangle area : Claims.of(format, reader, source)) {
            long pixels = (long) area.width * area.height;
            if (pixels > maxPixels) {
                throw new ImageException(
                        Reason.TOO_LARGE,
                        "the image claims " + area.width + " x " + area.height + " = " + pixels + " pixels; at most "
                                + maxPixels + " are allowed");
            }
        }
        return new ImageHeader(format, width, height, OrientationTag.read(format, source));
    }

    /** Every n-th row and column is read: at least twice the wanted size is left for the filter, or as much as there is room for. */
    private static int thinning(ImageHeader header, int wanted) {
        int stored = Math.max(header.storedWidth(), header.storedHeight());
        int generous = Math.min(stored / (2 * wanted), step(header, DECODED_PIXELS));
        int tight = Math.min(stored / wanted, step(header, MOST_PIXELS));
        return Math.max(1, Math.max(generous, tight));
    }

    private static int step(ImageHeader header, long pixels) {
        return (int) Math.ceil(Math.sqrt((double) header.pixels() / pixels));
    }

    /** Pixels that are in memory while it is decoded: of some formats all of them, however few are wanted. */
    private static long held(ImageSource source, ImageHeader header, int thinning) throws IOException {
        boolean rowByRow =
                switch (header.format()) {
                    case PNG, TIFF -> true;
                    case JPEG -> JpegMarkers.coding(source) == JpegMarkers.Coding.SEQUENTIAL;
                    case WEBP, GIF, BMP -> false;
                };
        long width = header.storedWidth();
        long height = header.storedHeight();
        return rowByRow ? ((width - 1) / thinning + 1) * ((height - 1) / thinning + 1) : width * height;
    }

    private static void requireRoom(long held, ImageHeader header) {
        if (held > MOST_PIXELS) {
            throw new ImageException(
                    Reason.TOO_LARGE,
                    "the image has " + header.storedWidth() + " x " + header.storedHeight() + " pixels, of which "
                            + held + " would be in memory at once; at most " + MOST_PIXELS + " are allowed");
        }
    }

    private static BufferedImage pixels(ImageReader reader, int thinning) throws IOException {
        ImageReadParam param = reader.getDefaultReadParam();
        param.setSourceSubsampling(thinning, thinning, 0, 0);
        return reader.read(0, param);
    }

    private static <T> T read(ImageSource source, Reading<T> reading) {
        try (ImageInputStream stream = source.open()) {
            ImageFormat format = format(stream);
            ImageReader reader = Plugins.reader(format);
            ImageInputStream input = format == ImageFormat.WEBP ? new EndlessInput(stream) : stream;
            try {
                reader.setInput(input, false, true);
                return reading.read(format, reader, input);
            } catch (ImageException e) {
                throw e;
            } catch (IOException | RuntimeException e) {
                // Readers meet damaged files with exceptions of every kind.
                boolean ended = endedEarly(e) || input instanceof EndlessInput endless && endless.ended();
                throw ended || Ending.isMissing(format, source) ? truncated(e) : damaged(format, e);
            } finally {
                reader.dispose();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ImageFormat format(ImageInputStream stream) throws IOException {
        byte[] start = new byte[ImageFormat.SIGNATURE_LENGTH];
        int length = 0;
        for (int n; length < start.length && (n = stream.read(start, length, start.length - length)) > 0; ) {
            length += n;
        }
        stream.seek(0);
        if (length == 0) {
            throw new ImageException(Reason.NOT_AN_IMAGE, "the image is empty (0 bytes)");
        }
        byte[] begin = Arrays.copyOf(start, length);
        return ImageFormat.of(begin)
                .orElseThrow(() -> new ImageException(
                        Reason.NOT_AN_IMAGE,
                        UnreadFormat.of(begin)
                                        .map(named -> named + " is not read")
                                        .orElse("not an image") + "; " + READ));
    }

    private static boolean endedEarly(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (cause instanceof EOFException
                    || message.contains("Unexpected end")
                    || message.contains("EOFException")) {
                return true;
            }
        }
        return false;
    }

    private static ImageException truncated(Throwable cause) {
        return new ImageException(Reason.TRUNCATED, "the image is truncated: its end is missing", cause);
    }

    private static ImageException damaged(ImageFormat format, Throwable cause) {
        return new ImageException(Reason.NOT_AN_IMAGE, "the " + format + " image is damaged and cannot be read", cause);
    }

    private interface Reading<T> {
        T read(ImageFormat format, ImageReader reader, ImageInputStream stream) throws IOException;
    }
}
