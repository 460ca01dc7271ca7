package io.impasto.engine.colour;

import io.impasto.engine.image.Picture;

/**
 * Gives a painting the colours of the photograph: its own lightness {@code L} of Oklab, the photograph's {@code a} and {@code b}. A colour
 * that sRGB lacks at that lightness keeps its hue and as much of its chroma as there is (after the luminance transfer of Gatys et al.,
 * <a href="https://arxiv.org/abs/1606.05897">Preserving Color in Neural Artistic Style Transfer</a>, 2016).
 */
public final class ContentColour {

    private ContentColour() {}

    /**
     * @param painted of any values; what lies beyond 0..255 is cut off
     * @param content of the same size
     * @return a fresh picture within 0..255; the content itself, where it is both
     */
    public static Picture of(Picture painted, Picture content) {
        if (painted.width() != content.width() || painted.height() != content.height()) {
            throw new IllegalArgumentException(painted + " and " + content + " are not of the same size");
        }
        int plane = painted.width() * painted.height();
        float[] light = painted.rgb();
        float[] colour = content.rgb();
        float[] rgb = new float[light.length];
        for (int i = 0; i < plane; i++) {
            double lightness =
                    Oklab.of(light[i], light[plane + i], light[2 * plane + i]).lightness();
            Oklab hue = Oklab.of(colour[i], colour[plane + i], colour[2 * plane + i]);
            double[] linear = new Oklab(lightness, hue.a(), hue.b()).linearInGamut();
            for (int c = 0; c < Picture.CHANNELS; c++) {
                rgb[c * plane + i] = Oklab.encoded(linear[c]);
            }
        }
        return new Picture(painted.width(), painted.height(), rgb);
    }
}
