package io.impasto.autodiff;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * A dense, row-major array of numbers: a weight, a constant, or what goes into and comes out of a {@link Program}. The
 * memory is shared, not copied, by the views that {@link #floats()} and its siblings return.
 */
public final class Tensor {
    private final DataType type;
    private final long[] shape;
    private final ByteBuffer data;

    /** Wraps little-endian {@code data}, whose remaining bytes must be exactly those of the shape. */
    Tensor(DataType type, long[] shape, ByteBuffer data) {
        if (bytes(type, shape) != data.remaining()) {
            throw new ModelException("shape " + Arrays.toString(shape) + " of " + type + " needs " + bytes(type, shape)
                    + " bytes, not " + data.remaining());
        }
        this.type = type;
        this.shape = shape.clone();
        this.data = data.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** @return a tensor of zeros outside of the Java heap, which ONNX Runtime reads and writes in place */
    public static Tensor allocate(DataType type, long... shape) {
        return new Tensor(type, shape, ByteBuffer.allocateDirect(Math.toIntExact(bytes(type, shape))));
    }

    /** @return a FLOAT tensor of zeros outside of the Java heap */
    public static Tensor allocate(long... shape) {
        return allocate(DataType.FLOAT, shape);
    }

    /** @return a FLOAT tensor with a copy of {@code values} */
    public static Tensor of(float[] values, long... shape) {
        Tensor tensor = allocate(shape);
        tensor.requireElements(values.length);
        tensor.floats().put(values);
        return tensor;
    }

    /** @return a DOUBLE tensor with a copy of {@code values} */
    public static Tensor of(double[] values, long... shape) {
        Tensor tensor = allocate(DataType.DOUBLE, shape);
        tensor.requireElements(values.length);
        tensor.doubles().put(values);
        return tensor;
    }

    /** @return an INT64 tensor with a copy of {@code values} */
    public static Tensor of(long[] values, long... shape) {
        Tensor tensor = allocate(DataType.INT64, shape);
        tensor.requireElements(values.length);
        tensor.longs().put(values);
        return tensor;
    }

    /** @return an INT64 vector */
    static Tensor vector(long... values) {
        return of(values, values.length);
    }

    /** @return a scalar of a real type or INT64 */
    static Tensor scalar(DataType type, double value) {
        Tensor tensor = allocate(type);
        tensor.put(0, value);
        return tensor;
    }

    public DataType type() {
        return type;
    }

    public long[] shape() {
        return shape.clone();
    }

    public long elements() {
        return data.capacity() / type.bytes();
    }

    /** @return a tensor of another shape over the first elements of this one, in the same memory */
    public Tensor first(long... otherShape) {
        ByteBuffer start = bytes();
        start.limit(Math.toIntExact(Math.min(start.capacity(), bytes(type, otherShape))));
        return new Tensor(type, otherShape, start);
    }

    /** @return the elements of a FLOAT tensor; writing to the buffer writes to the tensor */
    public FloatBuffer floats() {
        require(DataType.FLOAT);
        return bytes().asFloatBuffer();
    }

    /** @return the elements of a DOUBLE tensor; writing to the buffer writes to the tensor */
    public DoubleBuffer doubles() {
        require(DataType.DOUBLE);
        return bytes().asDoubleBuffer();
    }

    /** @return the elements of an INT64 tensor; writing to the buffer writes to the tensor */
    public LongBuffer longs() {
        require(DataType.INT64);
        return bytes().asLongBuffer();
    }

    /** @return a copy of the elements of a FLOAT tensor */
    public float[] toFloats() {
        float[] values = new float[Math.toIntExact(elements())];
        floats().get(values);
        return values;
    }

    /** @return a copy of the elements of an integer tensor */
    long[] toLongs() {
        return LongStream.range(0, elements()).map(i -> (long) get((int) i)).toArray();
    }

    /** @return the only element of a tensor of any type */
    public double item() {
        requireElements(1);
        return get(0);
    }

    /** @return element {@code i}, counted row by row, as a double */
    double get(int i) {
        return switch (type) {
            case FLOAT -> data.getFloat(4 * i);
            case DOUBLE -> data.getDouble(8 * i);
            case INT64 -> data.getLong(8 * i);
            case INT32 -> data.getInt(4 * i);
            case FLOAT16 -> HalfPrecision.toFloat(data.getShort(2 * i));
            case UINT8, BOOL -> data.get(i) & 0xff;
            case INT8 -> data.get(i);
        };
    }

    /** Sets element {@code i}, counted row by row, rounding towards zero where the type is an integer. */
    void put(int i, double value) {
        switch (type) {
            case FLOAT -> data.putFloat(4 * i, (float) value);
            case DOUBLE -> data.putDouble(8 * i, value);
            case INT64 -> data.putLong(8 * i, (long) value);
            case INT32 -> data.putInt(4 * i, (int) value);
            case FLOAT16 -> data.putShort(2 * i, HalfPrecision.of((float) value));
            case BOOL -> data.put(i, (byte) (value == 0 ? 0 : 1));
            case UINT8, INT8 -> data.put(i, (byte) (long) value);
        }
    }

    /** @return a copy of this tensor with its elements converted */
    Tensor cast(DataType to) {
        Tensor converted = allocate(to, shape);
        for (int i = 0, n = Math.toIntExact(elements()); i < n; i++) {
            converted.put(i, get(i));
        }
        return converted;
    }

    /** @return the elements as bytes, in this machine's order; writing to the buffer writes to the tensor */
    ByteBuffer bytes() {
        return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** @return the elements outside of the Java heap: this tensor's own memory, or a copy where that is elsewhere */
    ByteBuffer direct() {
        ByteBuffer bytes = bytes();
        if (bytes.isDirect()) {
            return bytes;
        }
        return ByteBuffer.allocateDirect(bytes.capacity()).put(bytes).rewind().order(ByteOrder.LITTLE_ENDIAN);
    }

    private void require(DataType wanted) {
        if (type != wanted) {
            throw new IllegalStateException("a tensor of " + type + " has no elements of type " + wanted);
        }
    }

    private void requireElements(long wanted) {
        if (elements() != wanted) {
            throw new IllegalArgumentException(
                    "shape " + Arrays.toString(shape) + " has " + elements() + " elements, not " + wanted);
        }
    }

    private static long bytes(DataType type, long[] shape) {
        try {
            return LongStream.of(shape).reduce(type.bytes(), (n, dim) -> {
                if (dim < 0) {
                    throw new ModelException("a tensor cannot have shape " + Arrays.toString(shape));
                }
                return Math.multiplyExact(n, dim);
            });
        } catch (ArithmeticException overflow) {
            throw new ModelException("shape " + Arrays.toString(shape) + " is too large", overflow);
        }
    }

    @Override
    public String toString() {
        return type + Arrays.toString(shape);
    }
}
