package io.impasto.engine.image;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Image files in, image files out.
 *
 * <p>Reads JPEG (CMYK too), PNG, WebP, GIF, BMP and TIFF; upright after EXIF, any bit depth, by their colour profiles as sRGB 0..255. The
 * header is read first, and a file with more pixels than the limit is refused before a pixel is decoded. Every failure is an
 * {@link ImageException} with a stable reason. Safe to share between threads.
 */
public final class ImageCodec {

    /** Pixels that a file may have where nothing else is said: 40 million. */
    public static final long DEFAULT_MAX_PIXELS = 40_000_000;

    /** Pixels that a file of one's own may have: 500 million. Where all of them would be in memory, {@link #DEFAULT_MAX_PIXELS} are the most. */
    public static final long OWN_MAX_PIXELS = 500_000_000;

    private final long maxPixels;

    /** A codec with the default limit. */
    public ImageCodec() {
        this(DEFAULT_MAX_PIXELS);
    }

    /** A codec that refuses files of more than so many pixels. */
    public ImageCodec(long maxPixels) {
        this.maxPixels = maxPixels;
    }

    /** What the file's header says, the pixel limit checked. */
    public ImageHeader probe(Path file) {
        return Decoder.probe(ImageSource.of(file), maxPixels);
    }

    /** What the header says, the pixel limit checked. */
    public ImageHeader probe(byte[] file) {
        return Decoder.probe(ImageSource.of(file), maxPixels);
    }

    /** The picture at its own size. */
    public Picture decode(Path file) {
        return decode(file, Integer.MAX_VALUE);
    }

    /** The picture at its own size. */
    public Picture decode(byte[] file) {
        return decode(file, Integer.MAX_VALUE);
    }

    /**
     * The picture, reduced to a long side of at most {@code longSide} pixels, in linear light; never enlarged. Much cheaper in memory than the
     * own size: of a baseline JPEG, a PNG or a TIFF no more is held than a few times what is wanted. Transparent parts lie over white.
     */
    public Picture decode(Path file, int longSide) {
        return Decoder.decode(ImageSource.of(file), maxPixels, longSide, Scan::picture);
    }

    /** As {@link #decode(Path, int)}. */
    public Picture decode(byte[] file, int longSide) {
        return Decoder.decode(ImageSource.of(file), maxPixels, longSide, Scan::picture);
    }

    /**
     * As {@link #decode(Path, int)}, with its transparent parts.
     *
     * @throws ImageException also if it is transparent all over
     */
    public Layer layer(Path file, int longSide) {
        return Decoder.decode(ImageSource.of(file), maxPixels, longSide, Scan::layer);
    }

    /** As {@link #layer(Path, int)}. */
    public Layer layer(byte[] file, int longSide) {
        return Decoder.decode(ImageSource.of(file), maxPixels, longSide, Scan::layer);
    }

    /** As {@link #decode(Path, int)}, of a mask or a map: its values are no light, and are averaged as they are. */
    public Picture guide(Path file, int longSide) {
        return Decoder.decode(ImageSource.of(file), maxPixels, longSide, Scan::values);
    }

    /** As {@link #guide(Path, int)}. */
    public Picture guide(byte[] file, int longSide) {
        return Decoder.decode(ImageSource.of(file), maxPixels, longSide, Scan::values);
    }

    /**
     * Whether files of a format can be written here at all: to be asked before hours of painting.
     *
     * @throws FormatUnavailable if not
     */
    public void requireWritable(PictureFormat format) {
        encode(Layer.of(Picture.filled(1, 1, 0, 0, 0)), format, 1);
    }

    /** A PNG of 8 bits per channel; values are rounded and clamped to 0..255. */
    public byte[] encodePng(Picture picture) {
        return encode(Layer.of(picture), PictureFormat.PNG, 1);
    }

    /**
     * A file that says that its colours are sRGB, and nothing else beside its pixels; values are rounded and clamped to the format's range.
     *
     * @param quality 0 (smallest file) to 1 (best) of a JPEG or WebP; a WebP of 1 is lossless
     * @throws FormatUnavailable if it can't be written on this machine
     */
    public byte[] encode(Layer layer, PictureFormat format, float quality) {
        return Encoder.encode(layer, format, quality, Optional.empty());
    }

    /**
     * As {@link #encode(Layer, PictureFormat, float)}; a PNG bears a text (an iTXt chunk, PNG 11.3.3.4), other formats have no place for it.
     *
     * @param keyword 1 to 79 characters of Latin-1
     */
    public byte[] encode(Layer layer, PictureFormat format, float quality, String keyword, String text) {
        return Encoder.encode(layer, format, quality, Optional.of(new PngText(keyword, text)));
    }

    /** As {@link #encodePng(Picture)}, with a text. */
    public byte[] encodePng(Picture picture, String keyword, String text) {
        return encode(Layer.of(picture), PictureFormat.PNG, 1, keyword, text);
    }

    /** The first text of that keyword in a PNG, as {@link #encodePng(Picture, String, String)} puts it there; empty if there is none. */
    public Optional<String> textOfPng(byte[] file, String keyword) {
        return PngText.in(file, keyword);
    }

    /** What an encoded picture shows: 8 bits each of red, green and blue, row by row. */
    public byte[] eightBit(Picture picture) {
        return Encoder.bytes(picture);
    }

    /**
     * A baseline JPEG.
     *
     * @param quality 0 (smallest file) to 1 (best)
     */
    public byte[] encodeJpeg(Picture picture, float quality) {
        return encode(Layer.of(picture), PictureFormat.JPEG, quality);
    }
}
