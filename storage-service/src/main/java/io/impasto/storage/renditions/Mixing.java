package io.impasto.storage.renditions;

import java.util.function.Consumer;

/** Blends two pictures and adjusts the colours of what comes of it, pixel by pixel. */
final class Mixing {

    private Mixing() {}

    /**
     * Changes a picture in place.
     *
     * @param other of the same size, or null where {@code blend} is 0
     * @param blend the other's share of each sRGB value, 0..1
     */
    static void apply(Pixels picture, Pixels other, double blend, Adjustment adjustment) {
        if (blend == 0 && adjustment.isNone()) {
            return;
        }
        byte[] rgb = picture.rgb();
        Consumer<double[]> filter = adjustment.filter();
        double[] pixel = new double[Pixels.CHANNELS];
        for (int i = 0; i < rgb.length; i += Pixels.CHANNELS) {
            for (int c = 0; c < Pixels.CHANNELS; c++) {
                double own = rgb[i + c] & 0xff;
                double mixed = blend == 0 ? own : own * (1 - blend) + (other.rgb()[i + c] & 0xff) * blend;
                pixel[c] = mixed / 255;
            }
            filter.accept(pixel);
            for (int c = 0; c < Pixels.CHANNELS; c++) {
                rgb[i + c] = (byte) Math.round(pixel[c] * 255);
            }
        }
    }
}
