package io.impasto.autodiff;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.LongStream;

/**
 * The static shape of a value: its rank is known, single dimensions may not be.
 *
 * @param dims sizes, 0 or more each, or {@link #UNKNOWN} where the size is known at run time only
 */
public record Shape(List<Long> dims) {
    /** A dimension that is known only at run time. */
    public static final long UNKNOWN = -1;

    /** The shape of a scalar. */
    public static final Shape SCALAR = new Shape(List.of());

    public Shape {
        dims = List.copyOf(dims);
        for (long dim : dims) {
            if (dim < UNKNOWN) {
                throw new IllegalArgumentException("a dimension cannot be " + dim);
            }
        }
    }

    public static Shape of(long... dims) {
        return new Shape(LongStream.of(dims).boxed().toList());
    }

    /** @return a shape of {@code rank} unknown dimensions */
    public static Shape ofRank(int rank) {
        return new Shape(Collections.nCopies(rank, UNKNOWN));
    }

    public int rank() {
        return dims.size();
    }

    /** @return the size along {@code axis} (negative counts from the end), or {@link #UNKNOWN} */
    public long dim(int axis) {
        return dims.get(axis(axis));
    }

    public boolean knows(int axis) {
        return dim(axis) != UNKNOWN;
    }

    /** @return whether every dimension is known */
    public boolean isKnown() {
        return !dims.contains(UNKNOWN);
    }

    /** @return the number of elements, or {@link #UNKNOWN} */
    public long elements() {
        return isKnown() ? dims.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact) : UNKNOWN;
    }

    /** @return {@code axis} counted from the front */
    public int axis(int axis) {
        if (axis < -rank() || axis >= rank()) {
            throw new ModelException("axis " + axis + " is outside of shape " + this);
        }
        return axis < 0 ? axis + rank() : axis;
    }

    /** @return this shape with another size along {@code axis} */
    public Shape with(int axis, long dim) {
        List<Long> changed = new ArrayList<>(dims);
        changed.set(axis(axis), dim);
        return new Shape(changed);
    }

    /** @return whether a value could have both shapes at once */
    public boolean agreesWith(Shape other) {
        if (rank() != other.rank()) {
            return false;
        }
        for (int i = 0; i < rank(); i++) {
            if (knows(i) && other.knows(i) && dim(i) != other.dim(i)) {
                return false;
            }
        }
        return true;
    }

    /** @return this shape, with what {@code other}, a shape of the same value, knows in addition */
    Shape refinedBy(Shape other) {
        Shape refined = this;
        for (int i = 0; i < rank(); i++) {
            refined = refined.knows(i) ? refined : refined.with(i, other.dim(i));
        }
        return refined;
    }

    long[] toArray() {
        return dims.stream().mapToLong(Long::longValue).toArray();
    }

    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(" x ", "[", "]");
        dims.forEach(dim -> text.add(dim == UNKNOWN ? "?" : dim.toString()));
        return text.toString();
    }
}
