package io.impasto.acceptance;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Small pictures, and files that only claim to be some. */
public final class Pictures {

    private Pictures() {}

    /** A PNG with soft shapes: something to paint. */
    public static byte[] content(int width, int height) {
        return png(width, height, (x, y) -> {
            int red = (int) (127 + 120 * Math.sin(x / 9.0));
            int green = (int) (127 + 120 * Math.cos(y / 7.0));
            return red << 16 | green << 8 | (255 * x / width);
        });
    }

    /** A PNG with hard stripes and grain: something that has a manner. */
    public static byte[] style(int width, int height, long seed) {
        Random random = new Random(seed);
        return png(width, height, (x, y) -> ((x + y) / 6 % 2 == 0 ? 0xd03010 : 0x103080) ^ random.nextInt(0x202020));
    }

    /** A whole GIF of 35 bytes whose header claims 65535 x 32767 pixels. */
    public static byte[] gifBomb() {
        ByteBuffer gif = ByteBuffer.allocate(35).order(ByteOrder.LITTLE_ENDIAN);
        gif.put("GIF89a".getBytes(StandardCharsets.US_ASCII))
                .putShort((short) 65535)
                .putShort((short) 32767);
        gif.put((byte) 0x80).put((byte) 0).put((byte) 0);
        gif.put(new byte[] {0, 0, 0, -1, -1, -1});
        gif.put((byte) 0x2c).putShort((short) 0).putShort((short) 0);
        gif.putShort((short) 65535).putShort((short) 32767).put((byte) 0);
        gif.put(new byte[] {2, 1, 0x44, 0, 0x3b});
        return Arrays.copyOf(gif.array(), gif.position());
    }

    /** A PNG that ends after its header, which claims the size given. */
    public static byte[] pngClaiming(int width, int height) {
        ByteBuffer png = ByteBuffer.allocate(33);
        png.put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        byte[] header = ByteBuffer.allocate(17)
                .put("IHDR".getBytes(StandardCharsets.US_ASCII))
                .putInt(width)
                .putInt(height)
                .put(new byte[] {8, 2, 0, 0, 0})
                .array();
        CRC32 crc = new CRC32();
        crc.update(header);
        return png.putInt(13).put(header).putInt((int) crc.getValue()).array();
    }

    public static BufferedImage read(byte[] bytes) {
        try {
            return ImageIO.read(new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The mean absolute difference of two pictures of one size, per channel, 0 to 255. */
    public static double difference(BufferedImage a, BufferedImage b) {
        long sum = 0;
        for (int y = 0; y < a.getHeight(); y++) {
            for (int x = 0; x < a.getWidth(); x++) {
                for (int shift = 0; shift <= 16; shift += 8) {
                    sum += Math.abs((a.getRGB(x, y) >> shift & 255) - (b.getRGB(x, y) >> shift & 255));
                }
            }
        }
        return sum / (3.0 * a.getWidth() * a.getHeight());
    }

    private interface Colours {
        int at(int x, int y);
    }

    private static byte[] png(int width, int height, Colours colours) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, colours.at(x, y));
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
