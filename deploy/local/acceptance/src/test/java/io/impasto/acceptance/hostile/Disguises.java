package io.impasto.acceptance.hostile;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

import io.impasto.acceptance.Pictures;

/** Files that look like pictures. */
final class Disguises {

    private static final byte[] PICTURE = Pictures.content(64, 48);

    /** A whole lossless WebP of one pixel. */
    private static final byte[] WEBP =
            HexFormat.of().parseHex("524946461a000000574542505650384c0d0000002f00000010071011118888fe0700");

    private Disguises() {}

    /** A sound small picture in a format of ImageIO, or {@code webp}. */
    static byte[] sound(String format) {
        if (format.equals("webp")) {
            return WEBP.clone();
        }
        try {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(PICTURE));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            if (!ImageIO.write(image, format, out)) {
                throw new IllegalArgumentException(format);
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first quarters of a sound picture. */
    static byte[] quarters(String format, int quarters) {
        byte[] whole = sound(format);
        return Arrays.copyOf(whole, whole.length * quarters / 4);
    }

    /** A PNG of so many pixels a side whose pixels unpack to far more than it announces. */
    static byte[] pngBomb(int side, long unpacked) {
        return png(side, side, new byte[0], deflated(unpacked));
    }

    /** A sound PNG with one more chunk before its pixels. */
    static byte[] pngWith(String type, byte[] data) {
        return png(64, 48, chunk(type, data), deflated((1 + 64 * 3) * 48));
    }

    /** Text, or a colour profile, that unpacks to so many bytes. */
    static byte[] packedText(long unpacked) {
        return joined("x\0\0".getBytes(StandardCharsets.ISO_8859_1), deflated(unpacked));
    }

    private static byte[] png(int width, int height, byte[] more, byte[] pixels) {
        byte[] size = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put(new byte[] {8, 2, 0, 0, 0})
                .array();
        return joined(
                new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'},
                chunk("IHDR", size),
                more,
                chunk("IDAT", pixels),
                chunk("IEND", new byte[0]));
    }

    private static byte[] chunk(String type, byte[] data) {
        byte[] named = joined(type.getBytes(StandardCharsets.ISO_8859_1), data);
        CRC32 crc = new CRC32();
        crc.update(named);
        return joined(integer(data.length), named, integer((int) crc.getValue()));
    }

    private static byte[] integer(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    private static byte[] deflated(long zeros) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] block = new byte[1 << 16];
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out, new Deflater(1))) {
            for (long left = zeros; left > 0; left -= block.length) {
                deflater.write(block, 0, (int) Math.min(left, block.length));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** A GIF of so many pixels a side and so many frames of one pixel. */
    static byte[] gif(int side, int frames) {
        ByteBuffer gif = ByteBuffer.allocate(32 + 15 * frames).order(ByteOrder.LITTLE_ENDIAN);
        gif.put("GIF89a".getBytes(StandardCharsets.US_ASCII));
        gif.putShort((short) side).putShort((short) side);
        gif.put(new byte[] {(byte) 0x80, 0, 0, 0, 0, 0, -1, -1, -1});
        for (int i = 0; i < frames; i++) {
            gif.put((byte) 0x2c)
                    .putInt(0)
                    .putShort((short) 1)
                    .putShort((short) 1)
                    .put((byte) 0);
            gif.put(new byte[] {2, 2, 0x44, 0x01, 0});
        }
        return Arrays.copyOf(gif.put((byte) 0x3b).array(), gif.position());
    }

    /** A WebP of an animation that claims so many frames, each of a size given. */
    static byte[] webpAnimation(int frames, int side) {
        byte[] still = Arrays.copyOfRange(WEBP, 12, WEBP.length);
        ByteBuffer webp =
                ByteBuffer.allocate(12 + 18 + frames * (24 + still.length)).order(ByteOrder.LITTLE_ENDIAN);
        webp.put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(webp.capacity() - 8)
                .put("WEBP".getBytes(StandardCharsets.US_ASCII));
        webp.put("VP8X".getBytes(StandardCharsets.US_ASCII)).putInt(10).put(new byte[] {2, 0, 0, 0});
        threeBytes(webp, side - 1);
        threeBytes(webp, side - 1);
        for (int i = 0; i < frames; i++) {
            webp.put("ANMF".getBytes(StandardCharsets.US_ASCII)).putInt(16 + still.length);
            webp.put(new byte[6]);
            threeBytes(webp, 0);
            threeBytes(webp, 0);
            webp.put(new byte[4]).put(still);
        }
        return webp.array();
    }

    private static void threeBytes(ByteBuffer to, int value) {
        to.put((byte) value).put((byte) (value >> 8)).put((byte) (value >> 16));
    }

    /** A TIFF that claims a size, with its one strip at an offset. */
    static byte[] tiff(int width, int height, int offset, int length) {
        ByteBuffer tiff = ByteBuffer.allocate(8 + 2 + 6 * 12 + 4 + 64).order(ByteOrder.LITTLE_ENDIAN);
        tiff.put(new byte[] {'I', 'I', 42, 0}).putInt(8).putShort((short) 6);
        field(tiff, 256, width);
        field(tiff, 257, height);
        field(tiff, 258, 8);
        field(tiff, 262, 1);
        field(tiff, 273, offset);
        field(tiff, 279, length);
        return tiff.putInt(8).array();
    }

    private static void field(ByteBuffer to, int tag, int value) {
        to.putShort((short) tag).putShort((short) 4).putInt(1).putInt(value);
    }

    /** A JPEG with so many further segments of 64 kB behind its start. */
    static byte[] jpegWith(int marker, String begin, int segments) {
        byte[] jpeg = sound("jpg");
        byte[] begins = begin.getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        for (int i = 0; i < segments; i++) {
            byte[] segment = new byte[65535];
            System.arraycopy(begins, 0, segment, 0, begins.length);
            out.write(0xff);
            out.write(marker);
            out.write(0xff);
            out.write(0xff);
            out.write(segment, 0, 65533);
        }
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }

    /** A JPEG whose frame header claims a size. */
    static byte[] jpegClaiming(int width, int height) {
        byte[] jpeg = sound("jpg");
        for (int i = 2; i < jpeg.length - 9; i++) {
            if (jpeg[i] == (byte) 0xff && (jpeg[i + 1] & 0xfe) == 0xc0) {
                ByteBuffer.wrap(jpeg).putShort(i + 5, (short) height).putShort(i + 7, (short) width);
                return jpeg;
            }
        }
        throw new IllegalStateException("no frame header");
    }

    /** A BMP whose header claims a size. */
    static byte[] bmpClaiming(int width, int height) {
        byte[] bmp = sound("bmp");
        ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(18, width).putInt(22, height);
        return bmp;
    }

    /** A ZIP archive, whose one entry unpacks to so many bytes. */
    static byte[] zip(int unpacked) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("../../etc/passwd"));
            zip.write(new byte[unpacked]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
