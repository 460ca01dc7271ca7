package io.impasto.storage.renditions;

import java.util.function.Consumer;

/** Blends two pictures and adjusts the colours of what comes of it, pixel by pixel. */
final class Mixing {

    private Mixing() {}

    /**
     * Changes a picture's colours in place.
     *
     * @param other of the same size and depth, of which only colours count, or null where {@code blend} is 0
     * @param blend the other's share of each sRGB value, 0..1
     */
    static void apply(Pixels picture, Pixels other, double blend, Adjustment adjustment) {
        if (blend == 0 && adjustment.isNone()) {
            return;
        }
        double most = picture.depth().most();
        Consumer<double[]> filter = adjustment.filter();
        double[] pixel = new double[Pixels.CHANNELS];
        for (int i = 0; i < picture.values(); i += picture.channels()) {
            int there = blend == 0 ? 0 : i / picture.channels() * other.channels();
            for (int c = 0; c < Pixels.CHANNELS; c++) {
                double own = picture.level(i + c);
                double mixed = blend == 0 ? own : own * (1 - blend) + other.level(there + c) * blend;
                pixel[c] = mixed / most;
            }
            filter.accept(pixel);
            for (int c = 0; c < Pixels.CHANNELS; c++) {
                picture.level(i + c, (int) Math.round(pixel[c] * most));
            }
        }
    }
}
