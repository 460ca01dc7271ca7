package io.impasto.engine.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.util.function.IntFunction;

/** Gives the rows of a decoded image as sRGB 0..255, three planes of a row's width, transparent parts over white. */
final class Rows {

    private static final int WHITE = 255;
    private static final int STRIP = 64;

    private Rows() {}

    /** The function reuses one array for all rows. */
    static IntFunction<float[]> of(BufferedImage image) {
        ColorModel model = image.getColorModel();
        if (!(model instanceof ComponentColorModel) || !plainSamples(image.getRaster())) {
            return packed(image);
        }
        ColorSpace space = model.getColorSpace();
        // Grey samples are taken as they are: Java believes grey to be linear light, but files do not store it so.
        if (space.getType() == ColorSpace.TYPE_GRAY || space.isCS_sRGB()) {
            return samples(image);
        }
        return converted(image);
    }

    private static boolean plainSamples(Raster raster) {
        int type = raster.getTransferType();
        return type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT;
    }

    private static IntFunction<float[]> samples(BufferedImage image) {
        Raster raster = image.getRaster();
        ColorModel model = image.getColorModel();
        int width = image.getWidth();
        int bands = raster.getNumBands();
        int colours = model.getNumColorComponents();
        float scale = 255f / ((1 << model.getComponentSize(0)) - 1);
        float opaque = model.hasAlpha() ? (1 << model.getComponentSize(colours)) - 1 : 0;
        int[] pixels = new int[width * bands];
        float[] row = new float[Picture.CHANNELS * width];
        return y -> {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, pixels);
            for (int x = 0; x < width; x++) {
                float alpha = model.hasAlpha() ? pixels[x * bands + colours] / opaque : 1;
                float share = model.isAlphaPremultiplied() ? 1 : alpha;
                for (int c = 0; c < Picture.CHANNELS; c++) {
                    float value = pixels[x * bands + Math.min(c, colours - 1)] * scale;
                    row[c * width + x] = value * share + WHITE * (1 - alpha);
                }
            }
            return row;
        };
    }

    /** Palettes and packed pixels: Java's own conversion is right for these. */
    private static IntFunction<float[]> packed(BufferedImage image) {
        int width = image.getWidth();
        int[] argb = new int[width];
        float[] row = new float[Picture.CHANNELS * width];
        return y -> {
            image.getRGB(0, y, width, 1, argb, 0, width);
            for (int x = 0; x < width; x++) {
                float alpha = (argb[x] >>> 24) / 255f;
                for (int c = 0; c < Picture.CHANNELS; c++) {
                    row[c * width + x] = (argb[x] >> (16 - 8 * c) & 255) * alpha + WHITE * (1 - alpha);
                }
            }
            return row;
        };
    }

    /** Another colour space, by its profile; in strips, for the conversion of single pixels is slow. */
    private static IntFunction<float[]> converted(BufferedImage image) {
        int width = image.getWidth();
        ColorConvertOp toSrgb = new ColorConvertOp(ColorSpace.getInstance(ColorSpace.CS_sRGB), null);
        return new IntFunction<>() {
            private int start = -STRIP;
            private IntFunction<float[]> strip;

            @Override
            public float[] apply(int y) {
                if (y < start || y >= start + STRIP) {
                    start = y - y % STRIP;
                    int rows = Math.min(STRIP, image.getHeight() - start);
                    BufferedImage srgb = new BufferedImage(width, rows, BufferedImage.TYPE_INT_ARGB);
                    strip = packed(toSrgb.filter(image.getSubimage(0, start, width, rows), srgb));
                }
                return strip.apply(y - start);
            }
        };
    }
}
