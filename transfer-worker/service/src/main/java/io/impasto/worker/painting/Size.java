package io.impasto.worker.painting;

/** The size of a painting in pixels: the content's shape with the long side that was asked for. */
record Size(int width, int height) {

    static Size of(int contentWidth, int contentHeight, int longSide) {
        double scale = (double) longSide / Math.max(contentWidth, contentHeight);
        return new Size(side(contentWidth, scale), side(contentHeight, scale));
    }

    long pixels() {
        return (long) width * height;
    }

    int longSide() {
        return Math.max(width, height);
    }

    private static int side(int length, double scale) {
        return (int) Math.max(1, Math.round(length * scale));
    }
}
