package io.impasto.engine.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An array in NumPy's {@code .npy} format (NEP 1; versions 1 to 3), of float32 or float64 in C order: how golden cases store pictures and
 * gradients.
 *
 * @param shape lengths of the axes, outermost first
 * @param values as many as the shape's product
 */
public record Npy(int[] shape, double[] values) {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([<>=|]?)f([48])'");
    private static final Pattern FORTRAN = Pattern.compile("'fortran_order'\\s*:\\s*True");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9,\\s]*)\\)");

    /** Refuses an array that does not fit its shape. */
    public Npy {
        Objects.requireNonNull(values, "values");
        if (size(shape) != values.length) {
            throw new IllegalArgumentException(
                    values.length + " values do not fill the shape " + Arrays.toString(shape));
        }
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException one line that names the file, if it is not such an array
     * @throws UncheckedIOException if it cannot be read at all
     */
    public static Npy read(Path file) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
        try {
            return parse(bytes);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    /** Reads the bytes of a file; see {@link #read(Path)}. */
    public static Npy parse(byte[] bytes) {
        if (bytes.length < 12 || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new IllegalArgumentException("not a .npy array");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        boolean first = bytes[6] == 1;
        long headerLength = first ? Short.toUnsignedLong(buffer.getShort(8)) : Integer.toUnsignedLong(buffer.getInt(8));
        int headerStart = first ? 10 : 12;
        if (headerStart + headerLength > bytes.length) {
            throw new IllegalArgumentException("the .npy header is cut off");
        }
        String header = new String(bytes, headerStart, (int) headerLength, StandardCharsets.UTF_8);
        Matcher descr = DESCR.matcher(header);
        Matcher shapeText = SHAPE.matcher(header);
        if (!descr.find() || !shapeText.find() || FORTRAN.matcher(header).find()) {
            throw new IllegalArgumentException(
                    "only float32 and float64 arrays in C order are read, not " + header.strip());
        }
        int[] shape = shape(shapeText.group(1));
        int width = Integer.parseInt(descr.group(2));
        long wanted = size(shape) * width;
        buffer.position(headerStart + (int) headerLength);
        if (buffer.remaining() != wanted) {
            throw new IllegalArgumentException(
                    "the array needs " + wanted + " bytes but the file has " + buffer.remaining());
        }
        buffer.order(descr.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        double[] values = new double[(int) (wanted / width)];
        for (int i = 0; i < values.length; i++) {
            values[i] = width == 4 ? buffer.getFloat() : buffer.getDouble();
        }
        return new Npy(shape, values);
    }

    /** The picture as an array {@code 3 x H x W}. */
    public static Npy of(Picture picture) {
        double[] values = new double[picture.rgb().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = picture.rgb()[i];
        }
        return new Npy(new int[] {Picture.CHANNELS, picture.height(), picture.width()}, values);
    }

    /** This array, which must be {@code 3 x H x W}, as a picture. */
    public Picture toPicture() {
        if (shape.length != 3 || shape[0] != Picture.CHANNELS) {
            throw new IllegalArgumentException("a picture is an array 3 x H x W, not " + Arrays.toString(shape));
        }
        float[] rgb = new float[values.length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (float) values[i];
        }
        return new Picture(shape[2], shape[1], rgb);
    }

    /** The bytes of a float32 file, version 1. */
    public byte[] toFloat32() {
        return bytes(4);
    }

    /** The bytes of a float64 file, version 1. */
    public byte[] toFloat64() {
        return bytes(8);
    }

    private byte[] bytes(int width) {
        String dimensions = Arrays.stream(shape).mapToObj(n -> n + ",").collect(Collectors.joining(" "));
        String text = "{'descr': '<f" + width + "', 'fortran_order': False, 'shape': (" + dimensions + "), }";
        // The header ends in a newline at a multiple of 64, so that data can be mapped aligned.
        int padded = (MAGIC.length + 4 + text.length() + 1 + 63) / 64 * 64;
        String header = text + " ".repeat(padded - MAGIC.length - 4 - text.length() - 1) + "\n";
        ByteBuffer buffer = ByteBuffer.allocate(Math.addExact(padded, Math.multiplyExact(values.length, width)))
                .order(ByteOrder.LITTLE_ENDIAN);
        buffer.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) header.length());
        buffer.put(header.getBytes(StandardCharsets.US_ASCII));
        for (double value : values) {
            if (width == 4) {
                buffer.putFloat((float) value);
            } else {
                buffer.putDouble(value);
            }
        }
        return buffer.array();
    }

    private static int[] shape(String text) {
        try {
            return Arrays.stream(text.split(","))
                    .map(String::strip)
                    .filter(part -> !part.isEmpty())
                    .mapToInt(Integer::parseInt)
                    .toArray();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("an axis of the shape (" + text + ") is too long", e);
        }
    }

    private static long size(int[] shape) {
        try {
            long size = 1;
            for (int n : shape) {
                size = Math.multiplyExact(size, n);
            }
            return Math.multiplyExact(size, 8) / 8;
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("the shape " + Arrays.toString(shape) + " is too large", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Npy that && Arrays.equals(shape, that.shape) && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(shape) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Npy" + Arrays.toString(shape);
    }
}
