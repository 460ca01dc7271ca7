package io.impasto.engine.network.importing;

import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Random;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

/** Runs an ONNX file as it is, through ONNX Runtime and nothing else. */
record Features(long[] shape, float[] values) {

    static Features of(byte[] onnx, String input, String value, Features image) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(onnx);
                OnnxTensor fed = OnnxTensor.createTensor(environment, FloatBuffer.wrap(image.values()), image.shape());
                OrtSession.Result result = session.run(Map.of(input, fed))) {
            OnnxTensor tensor = (OnnxTensor) result.get(value).orElseThrow();
            float[] values = new float[tensor.getFloatBuffer().remaining()];
            tensor.getFloatBuffer().get(values);
            return new Features(tensor.getInfo().getShape(), values);
        }
    }

    /** A seeded image, N x C x H x W. */
    static Features image(int height, int width) {
        float[] values = new float[3 * height * width];
        Random random = new Random(9);
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat() * 255 - 120;
        }
        return new Features(new long[] {1, 3, height, width}, values);
    }

    /** From N x C x H x W to N x H x W x C. */
    Features channelsLast() {
        return moved(0, 2, 3, 1);
    }

    /** From N x H x W x C to N x C x H x W. */
    Features channelsFirst() {
        return moved(0, 3, 1, 2);
    }

    private Features moved(int... axes) {
        long[] to = new long[4];
        for (int i = 0; i < 4; i++) {
            to[i] = shape[axes[i]];
        }
        long[] strides = {shape[1] * shape[2] * shape[3], shape[2] * shape[3], shape[3], 1};
        float[] moved = new float[values.length];
        int n = 0;
        for (long a = 0; a < to[0]; a++) {
            for (long b = 0; b < to[1]; b++) {
                for (long c = 0; c < to[2]; c++) {
                    for (long d = 0; d < to[3]; d++) {
                        moved[n++] = values[
                                (int) (a * strides[axes[0]]
                                        + b * strides[axes[1]]
                                        + c * strides[axes[2]]
                                        + d * strides[axes[3]])];
                    }
                }
            }
        }
        return new Features(to, moved);
    }
}
