package io.impasto.engine.image;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * The rows of a decoded image.
 *
 * @param width in pixels
 * @param height in pixels
 * @param transparent whether rows have a fourth plane
 * @param each gives a row: planes of its width, red, green, blue as sRGB 0..255, and how opaque it is, 0..1; colours are not multiplied
 *     by that. One array for all rows
 */
record Rows(int width, int height, boolean transparent, IntFunction<float[]> each) {
    private static final int WHITE = 255;
    private static final int STRIP = 64;
    private static final int ALPHA = Picture.CHANNELS;
    private static final ICC_Profile SRGB = ICC_Profile.getInstance(ColorSpace.CS_sRGB);

    /** Of an image as Java's own operations make it. */
    static Rows of(BufferedImage image) {
        return of(image, Optional.empty(), false);
    }

    /**
     * Of an image as its reader gave it.
     *
     * @param profile of its colours, where the reader did not heed it
     * @param premultiplied whether colours are multiplied by alpha, though the reader does not say so
     */
    static Rows of(BufferedImage image, Optional<ICC_Profile> profile, boolean premultiplied) {
        BufferedImage straight = straight(image, premultiplied);
        ColorModel model = straight.getColorModel();
        if (model instanceof IndexColorModel palette) {
            return profile.map(from -> packed(withPalette(straight, converted(palette, from))))
                    .orElseGet(() -> packed(straight));
        }
        if (!(model instanceof ComponentColorModel) || !plainSamples(straight.getRaster())) {
            return packed(straight);
        }
        ColorSpace space = model.getColorSpace();
        // Grey samples are taken as they are: Java believes grey to be linear light, but files do not store it so.
        if (space.getType() == ColorSpace.TYPE_GRAY) {
            return samples(straight);
        }
        if (space.isCS_sRGB()) {
            return profile.map(from -> converted(straight, from)).orElseGet(() -> samples(straight));
        }
        return space instanceof ICC_ColorSpace icc ? converted(straight, icc.getProfile()) : packed(straight);
    }

    /** Three planes, transparent parts over white. */
    IntFunction<float[]> overWhite() {
        if (!transparent) {
            return each;
        }
        float[] opaque = new float[Picture.CHANNELS * width];
        return y -> {
            float[] row = each.apply(y);
            for (int x = 0; x < width; x++) {
                float alpha = row[ALPHA * width + x];
                for (int c = 0; c < Picture.CHANNELS; c++) {
                    opaque[c * width + x] = row[c * width + x] * alpha + WHITE * (1 - alpha);
                }
            }
            return opaque;
        };
    }

    private static BufferedImage straight(BufferedImage image, boolean premultiplied) {
        ColorModel model = image.getColorModel();
        BufferedImage said = image;
        if (premultiplied && model instanceof ComponentColorModel && model.hasAlpha()) {
            ColorModel multiplied = new ComponentColorModel(
                    model.getColorSpace(), true, true, Transparency.TRANSLUCENT, model.getTransferType());
            said = new BufferedImage(multiplied, image.getRaster(), true, null);
        }
        said.coerceData(false);
        return said;
    }

    private static boolean plainSamples(Raster raster) {
        int type = raster.getTransferType();
        return type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT;
    }

    private static Rows samples(BufferedImage image) {
        Raster raster = image.getRaster();
        ColorModel model = image.getColorModel();
        boolean alpha = model.hasAlpha();
        int width = image.getWidth();
        int bands = raster.getNumBands();
        int colours = model.getNumColorComponents();
        float scale = 255f / most(model, 0);
        float opaque = alpha ? most(model, colours) : 0;
        int[] pixels = new int[width * bands];
        float[] row = row(width, alpha);
        return new Rows(width, image.getHeight(), alpha, y -> {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, pixels);
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < Picture.CHANNELS; c++) {
                    row[c * width + x] = pixels[x * bands + Math.min(c, colours - 1)] * scale;
                }
                if (alpha) {
                    row[ALPHA * width + x] = pixels[x * bands + colours] / opaque;
                }
            }
            return row;
        });
    }

    private static int most(ColorModel model, int component) {
        return (1 << model.getComponentSize(component)) - 1;
    }

    private static float[] row(int width, boolean alpha) {
        return new float[(alpha ? ALPHA + 1 : ALPHA) * width];
    }

    /** Palettes, packed pixels and colours without a profile: Java's own conversion is right for these. */
    private static Rows packed(BufferedImage image) {
        int width = image.getWidth();
        boolean alpha = image.getColorModel().hasAlpha();
        int[] argb = new int[width];
        float[] row = row(width, alpha);
        return new Rows(width, image.getHeight(), alpha, y -> {
            image.getRGB(0, y, width, 1, argb, 0, width);
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < Picture.CHANNELS; c++) {
                    row[c * width + x] = argb[x] >> (16 - 8 * c) & 255;
                }
                if (alpha) {
                    row[ALPHA * width + x] = (argb[x] >>> 24) / 255f;
                }
            }
            return row;
        });
    }

    /** By a profile, to 16 bits; in strips, for the conversion of single pixels is slow. */
    private static Rows converted(BufferedImage image, ICC_Profile profile) {
        Raster raster = image.getRaster();
        ColorModel model = image.getColorModel();
        boolean alpha = model.hasAlpha();
        int width = image.getWidth();
        int colours = model.getNumColorComponents();
        int[] bands = new int[colours];
        for (int i = 0; i < colours; i++) {
            bands[i] = i;
        }
        ColorConvertOp toSrgb = toSrgb(profile);
        WritableRaster strip =
                Raster.createInterleavedRaster(DataBuffer.TYPE_USHORT, width, STRIP, Picture.CHANNELS, null);
        int[] pixels = new int[width * Picture.CHANNELS];
        int[] opaque = new int[width];
        float[] row = row(width, alpha);
        return new Rows(width, image.getHeight(), alpha, new IntFunction<>() {
            private int start = -STRIP;

            @Override
            public float[] apply(int y) {
                if (y < start || y >= start + STRIP) {
                    start = y - y % STRIP;
                    int rows = Math.min(STRIP, image.getHeight() - start);
                    toSrgb.filter(
                            raster.createChild(raster.getMinX(), raster.getMinY() + start, width, rows, 0, 0, bands),
                            strip.createWritableChild(0, 0, width, rows, 0, 0, null));
                }
                strip.getPixels(0, y - start, width, 1, pixels);
                for (int i = 0; i < pixels.length; i++) {
                    row[i % Picture.CHANNELS * width + i / Picture.CHANNELS] = pixels[i] / 257f;
                }
                if (alpha) {
                    raster.getSamples(raster.getMinX(), raster.getMinY() + y, width, 1, colours, opaque);
                    for (int x = 0; x < width; x++) {
                        row[ALPHA * width + x] = (float) opaque[x] / most(model, colours);
                    }
                }
                return row;
            }
        });
    }

    private static ColorConvertOp toSrgb(ICC_Profile profile) {
        return new ColorConvertOp(new ICC_Profile[] {profile, SRGB}, null);
    }

    private static IndexColorModel converted(IndexColorModel palette, ICC_Profile profile) {
        int size = palette.getMapSize();
        int[] argb = new int[size];
        palette.getRGBs(argb);
        BufferedImage colours = new BufferedImage(size, 1, BufferedImage.TYPE_INT_ARGB);
        colours.setRGB(0, 0, size, 1, argb, 0, size);
        WritableRaster from = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, size, 1, Picture.CHANNELS, null);
        WritableRaster to = from.createCompatibleWritableRaster();
        int[] bands = {0, 1, 2};
        from.setRect(colours.getRaster().createChild(0, 0, size, 1, 0, 0, bands));
        toSrgb(profile).filter(from, to);
        colours.getRaster().createWritableChild(0, 0, size, 1, 0, 0, bands).setRect(to);
        colours.getRGB(0, 0, size, 1, argb, 0, size);
        return new IndexColorModel(
                palette.getPixelSize(), size, argb, 0, palette.hasAlpha(), -1, palette.getTransferType());
    }

    private static BufferedImage withPalette(BufferedImage image, IndexColorModel palette) {
        return new BufferedImage(palette, image.getRaster(), false, null);
    }
}
