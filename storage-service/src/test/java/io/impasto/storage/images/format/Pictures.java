package io.impasto.storage.images.format;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Small picture files for tests: real ones that ImageIO writes, and ones put together by hand to claim what they are not. */
public final class Pictures {

    public static final int WIDTH = 37;
    public static final int HEIGHT = 23;

    private Pictures() {}

    /** A picture of 37 x 23 pixels that ImageIO wrote: jpg, png, gif, bmp or tiff. */
    public static byte[] written(String format) {
        return written(format, WIDTH, HEIGHT);
    }

    public static byte[] written(String format, int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        for (int x = 0; x < width; x++) {
            pen.setColor(new Color(x * 255 / width, x * 7 % 256, 255 - x * 255 / width));
            pen.drawLine(x, 0, width - x, height);
        }
        pen.dispose();
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            if (!ImageIO.write(image, format, out)) {
                throw new IllegalStateException("ImageIO does not write " + format);
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A lossless WebP of one pixel. */
    static byte[] losslessWebP() {
        return Base64.getDecoder().decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");
    }

    /** A lossy WebP of one pixel. */
    static byte[] lossyWebP() {
        return Base64.getDecoder().decode("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA");
    }

    /** A GIF of 35 bytes whose screen and frame claim so many pixels. */
    public static byte[] tinyGif(int width, int height) {
        ByteBuffer gif = ByteBuffer.allocate(35).order(ByteOrder.LITTLE_ENDIAN);
        gif.put(ascii("GIF89a")).putShort((short) width).putShort((short) height);
        gif.put((byte) 0x80).put((byte) 0).put((byte) 0).put(new byte[6]);
        gif.put((byte) 0x2c)
                .putInt(0)
                .putShort((short) width)
                .putShort((short) height)
                .put((byte) 0);
        gif.put(new byte[] {2, 2, 0x44, 1, 0, 0x3b});
        return gif.array();
    }

    /** The JPEG with an EXIF block behind its first two bytes. */
    public static byte[] withExif(byte[] jpeg, int orientation) {
        byte[] exif = exif(orientation);
        ByteBuffer out = ByteBuffer.allocate(jpeg.length + 4 + 6 + exif.length);
        out.put(jpeg, 0, 2).put((byte) 0xff).put((byte) 0xe1).putShort((short) (2 + 6 + exif.length));
        out.put(ascii("Exif\0\0")).put(exif).put(jpeg, 2, jpeg.length - 2);
        return out.array();
    }

    /** The PNG with an eXIf chunk behind its header. */
    static byte[] withExifChunk(byte[] png, int orientation) {
        byte[] chunk = pngChunk("eXIf", exif(orientation));
        return concat(Arrays.copyOf(png, 33), chunk, Arrays.copyOfRange(png, 33, png.length));
    }

    /** A PNG chunk with its length and checksum. */
    static byte[] pngChunk(String type, byte[] data) {
        CRC32 crc = new CRC32();
        crc.update(ascii(type));
        crc.update(data);
        return ByteBuffer.allocate(12 + data.length)
                .putInt(data.length)
                .put(ascii(type))
                .put(data)
                .putInt((int) crc.getValue())
                .array();
    }

    /** A RIFF file of the given chunks. */
    static byte[] webP(byte[]... chunks) {
        byte[] all = concat(chunks);
        return ByteBuffer.allocate(12 + all.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(ascii("RIFF"))
                .putInt(4 + all.length)
                .put(ascii("WEBP"))
                .put(all)
                .array();
    }

    /** A RIFF chunk, padded to an even length. */
    static byte[] riffChunk(String type, byte[] data) {
        return ByteBuffer.allocate(8 + data.length + (data.length & 1))
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(ascii(type))
                .putInt(data.length)
                .put(data)
                .array();
    }

    /** Big-endian TIFF bytes with one field: the orientation. */
    static byte[] exif(int orientation) {
        return ByteBuffer.allocate(26)
                .put(ascii("MM\0*"))
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) 274)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0)
                .putInt(0)
                .array();
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
