package io.impasto.engine.image;

/**
 * Goes on with a picture's colours where it is transparent: each place without colour takes the mean of what is near, from as far as it must
 * (the pull-push of Gortler et al., "The Lumigraph", 1996). What is painted over then has no edge that is not the picture's, and no white or black seam
 * whatever it is put on.
 */
final class Backdrop {

    private Backdrop() {}

    /** Colours with their weights: multiplied by them while they are gathered. */
    private record Grid(int width, int height, float[] rgb, float[] weight) {

        /** Half the size; a cell has what its four have. */
        Grid coarser() {
            int w = (width + 1) / 2;
            int h = (height + 1) / 2;
            Grid coarse = new Grid(w, h, new float[Picture.CHANNELS * w * h], new float[w * h]);
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    int from = y * width + x;
                    int to = y / 2 * w + x / 2;
                    coarse.weight[to] += weight[from];
                    for (int c = 0; c < Picture.CHANNELS; c++) {
                        coarse.rgb[c * w * h + to] += rgb[c * width * height + from];
                    }
                }
            }
            return coarse.saturated();
        }

        /** A full cell's weight is 1, however many made it. */
        private Grid saturated() {
            int cells = width * height;
            for (int i = 0; i < cells; i++) {
                if (weight[i] > 1) {
                    for (int c = 0; c < Picture.CHANNELS; c++) {
                        rgb[c * cells + i] /= weight[i];
                    }
                    weight[i] = 1;
                }
            }
            return this;
        }

        /** Fills up what lacks weight with a filled grid of half the size. */
        void fill(Grid coarse) {
            int cells = width * height;
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    int at = y * width + x;
                    for (int c = 0; c < Picture.CHANNELS && weight[at] < 1; c++) {
                        rgb[c * cells + at] += (1 - weight[at]) * coarse.between(c, x, y);
                    }
                    weight[at] = 1;
                }
            }
        }

        /** The colour at a cell of the grid of twice the size: of the four nearest here, by their distance. */
        private float between(int c, int x, int y) {
            int nearX = x / 2;
            int nearY = y / 2;
            int farX = Math.max(0, Math.min(width - 1, nearX + (x % 2 == 0 ? -1 : 1)));
            int farY = Math.max(0, Math.min(height - 1, nearY + (y % 2 == 0 ? -1 : 1)));
            return (9 * at(c, nearX, nearY) + 3 * at(c, farX, nearY) + 3 * at(c, nearX, farY) + at(c, farX, farY)) / 16;
        }

        private float at(int c, int x, int y) {
            return rgb[(c * height + y) * width + x];
        }
    }

    /**
     * The picture, with colours where it is transparent altogether; the rest of it stays as it is.
     *
     * @param opacity of each pixel, not 0 everywhere
     */
    static Picture behind(Picture picture, float[] opacity) {
        int pixels = opacity.length;
        float[] rgb = picture.rgb().clone();
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] *= opacity[i % pixels];
        }
        Grid filled = new Grid(picture.width(), picture.height(), rgb, opacity.clone());
        fill(filled);
        float[] result = picture.rgb().clone();
        for (int i = 0; i < result.length; i++) {
            if (opacity[i % pixels] == 0) {
                result[i] = filled.rgb()[i];
            }
        }
        return new Picture(picture.width(), picture.height(), result);
    }

    private static void fill(Grid grid) {
        if (grid.width() == 1 && grid.height() == 1) {
            grid.rgb()[0] /= grid.weight()[0];
            grid.rgb()[1] /= grid.weight()[0];
            grid.rgb()[2] /= grid.weight()[0];
            grid.weight()[0] = 1;
            return;
        }
        Grid coarse = grid.coarser();
        fill(coarse);
        grid.fill(coarse);
    }
}
