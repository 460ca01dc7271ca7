package io.impasto.gateway.stack;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.ImageIO;

/** Small pictures, each seed another one. */
public final class Pictures {

    private Pictures() {}

    public static byte[] png(int seed) {
        BufferedImage image = new BufferedImage(48, 36, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(seed);
        for (int i = 0; i < 48 * 36; i++) {
            image.setRGB(i % 48, i / 48, random.nextInt(1 << 24));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** 35 bytes that claim 65535 x 32767 pixels. */
    public static byte[] hugeGif() {
        byte[] gif = new byte[35];
        byte[] header = {'G', 'I', 'F', '8', '9', 'a', -1, -1, -1, 0x7f, (byte) 0x80, 0, 0};
        System.arraycopy(header, 0, gif, 0, header.length);
        gif[19] = 0x2c;
        gif[24] = -1;
        gif[25] = -1;
        gif[26] = -1;
        gif[27] = 0x7f;
        gif[29] = 2;
        gif[30] = 2;
        gif[31] = 0x4c;
        gif[32] = 1;
        gif[34] = 0x3b;
        return gif;
    }
}
