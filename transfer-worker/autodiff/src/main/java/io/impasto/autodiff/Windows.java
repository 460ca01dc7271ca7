package io.impasto.autodiff;

import java.util.stream.IntStream;

/** What the gradients of convolutions and poolings share: from windows laid side by side back to the input. */
final class Windows {
    private Windows() {}

    /**
     * Cuts the input's own elements out of its padded extent.
     *
     * @param spread covers the windows, from the first element of the first to the last of the last
     * @param x      the input
     * @param y      what the windows were reduced to, for its number of windows
     */
    static Expr crop(Expr spread, Expr x, Expr y, Geometry geometry) {
        int rank = geometry.rank();
        Expr padded = spread.pad(tail(geometry));
        Expr starts = begins(x, y, geometry);
        Expr ends = Sizes.plus(starts, Sizes.spatial(x));
        Expr axes = x.longVector(IntStream.range(2, 2 + rank).asLongStream().toArray());
        return padded.emit("Slice", padded, starts, ends, axes);
    }

    /** Elements at the end that no window reached, at most: fewer than a stride. */
    private static long[] tail(Geometry geometry) {
        int rank = geometry.rank();
        long[] pads = new long[2 * (rank + 2)];
        for (int i = 0; i < rank; i++) {
            long end = geometry.ends() == null ? 0 : geometry.ends()[i];
            pads[rank + 2 + 2 + i] = Math.max(0, geometry.strides()[i] - 1 - end);
        }
        return pads;
    }

    /** The padding before the first element; with auto_pad SAME and a stride it depends on the size. */
    private static Expr begins(Expr x, Expr y, Geometry geometry) {
        if (geometry.begins() != null) {
            return x.longVector(geometry.begins());
        }
        int rank = geometry.rank();
        long[] extents = IntStream.range(0, rank).mapToLong(geometry::extent).toArray();
        Expr steps = Sizes.minus(Sizes.spatial(y), x.longVector(Geometry.filled(rank, 1)));
        Expr covered = Sizes.plus(Sizes.times(steps, x.longVector(geometry.strides())), x.longVector(extents));
        Expr total = Sizes.max(Sizes.minus(covered, Sizes.spatial(x)), x.longVector(new long[rank]));
        Expr half = Sizes.over(total, x.longVector(Geometry.filled(rank, 2)));
        return geometry.sameUpper() ? half : Sizes.minus(total, half);
    }
}
