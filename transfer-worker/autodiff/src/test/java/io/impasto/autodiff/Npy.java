package io.impasto.autodiff;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A little-endian NumPy array of float32 or float64, as the golden cases have them. */
record Npy(int[] shape, double[] values) {
    private static final Pattern SHAPE = Pattern.compile("\\d+");

    static Npy read(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        String header = new String(bytes.array(), 10, bytes.getShort(8), StandardCharsets.US_ASCII);
        int[] shape = SHAPE.matcher(header.substring(header.indexOf("'shape'") + 7))
                .results()
                .map(MatchResult::group)
                .mapToInt(Integer::parseInt)
                .toArray();
        bytes.position(10 + bytes.getShort(8));
        double[] values = new double[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        boolean wide = header.contains("<f8");
        for (int i = 0; i < values.length; i++) {
            values[i] = wide ? bytes.getDouble() : bytes.getFloat();
        }
        return new Npy(shape, values);
    }

    Tensor image() {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return Tensor.of(floats, 1, shape[0], shape[1], shape[2]);
    }
}
