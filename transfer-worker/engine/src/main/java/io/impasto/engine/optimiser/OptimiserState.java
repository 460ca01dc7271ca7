package io.impasto.engine.optimiser;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * What an optimiser carries from step to step.
 *
 * @param kind of optimiser
 * @param steps taken so far
 * @param rate the learning rate, where the optimiser chose it itself; else 0
 * @param vectors curvature pairs, momentum or moments; all of one length, in the optimiser's own order
 */
public record OptimiserState(String kind, long steps, double rate, List<float[]> vectors) {

    public OptimiserState {
        vectors = List.copyOf(vectors);
    }

    /** Writes the state, big-endian. */
    public void writeTo(DataOutput out) throws IOException {
        out.writeUTF(kind);
        out.writeLong(steps);
        out.writeDouble(rate);
        out.writeInt(vectors.size());
        for (float[] vector : vectors) {
            writeFloats(out, vector);
        }
    }

    /**
     * Reads what {@link #writeTo} wrote.
     *
     * @param length that every vector must have
     * @throws IOException if the data end early or say another length
     */
    public static OptimiserState readFrom(DataInput in, int length) throws IOException {
        String kind = in.readUTF();
        long steps = in.readLong();
        double rate = in.readDouble();
        int count = in.readInt();
        if (count < 0 || count > 1000) {
            throw new IOException("an optimiser's state has no " + count + " vectors");
        }
        List<float[]> vectors = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            vectors.add(readFloats(in, length));
        }
        return new OptimiserState(kind, steps, rate, vectors);
    }

    /** Writes a length and as many floats. */
    public static void writeFloats(DataOutput out, float[] values) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.BIG_ENDIAN);
        bytes.asFloatBuffer().put(values);
        out.writeInt(values.length);
        out.write(bytes.array());
    }

    /** Reads what {@link #writeFloats} wrote, refusing any length but the given one before memory is taken. */
    public static float[] readFloats(DataInput in, int length) throws IOException {
        int said = in.readInt();
        if (said != length) {
            throw new IOException("expected " + length + " values, not " + said);
        }
        byte[] bytes = new byte[Float.BYTES * length];
        in.readFully(bytes);
        float[] values = new float[length];
        ByteBuffer.wrap(bytes).order(ByteOrder.BIG_ENDIAN).asFloatBuffer().get(values);
        return values;
    }

    void requireKind(String expected) {
        if (!kind.equals(expected)) {
            throw new IllegalArgumentException("this is the state of " + kind + ", not of " + expected);
        }
    }
}
