package io.impasto.engine.objective;

/**
 * A rectangle of a picture and what surrounds it, in pixels from the picture's origin. Each position of each layer belongs
 * to one tile; the crop is what has to be seen to compute those of this tile.
 *
 * @param rows own rows
 * @param columns own columns
 * @param cropRows own rows and halo
 * @param cropColumns own columns and halo
 */
record Tile(Span rows, Span columns, Span cropRows, Span cropColumns) {

    /**
     * Pixels or positions from {@code begin} to before {@code end}.
     *
     * @param begin the first
     * @param end one more than the last
     */
    record Span(int begin, int end) {
        int length() {
            return end - begin;
        }
    }

    int cropWidth() {
        return cropColumns.length();
    }

    int cropHeight() {
        return cropRows.length();
    }

    long cropPixels() {
        return (long) cropWidth() * cropHeight();
    }
}
