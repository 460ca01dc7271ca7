package io.impasto.engine.network;

import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;

import io.impasto.autodiff.Model;

/** Builds networks of random weights, node by node; the same ones for the same seed. */
public final class RandomNetwork {
    private final Random random;
    private final GraphProto.Builder graph = GraphProto.newBuilder().addInput(image());
    private int count;

    RandomNetwork(long seed) {
        random = new Random(seed);
    }

    /** @return the network whose output is the given value */
    Model model(String output, String name) {
        graph.addOutput(ValueInfoProto.newBuilder()
                .setName(output)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder().setElemType(1))));
        ModelProto file = ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(14))
                .setGraph(graph)
                .build();
        return Model.of(file.toByteArray(), name + ".onnx");
    }

    /** A convolution; padded to keep the size where no padding is given. */
    String conv(String x, int from, int to, int kernel, int group, int stride, long... pads) {
        long half = kernel / 2;
        return add(with("Conv", x, normal(to, from / group, kernel, kernel), normal(to))
                .addAttribute(integers("kernel_shape", kernel, kernel))
                .addAttribute(integers("strides", stride, stride))
                .addAttribute(integers("group", group))
                .addAttribute(integers("pads", pads.length > 0 ? pads : new long[] {half, half, half, half})));
    }

    /** A batch normalisation with random statistics. */
    String normalised(String x, int channels) {
        float[] variances = new float[channels];
        for (int i = 0; i < channels; i++) {
            variances[i] = 0.5f + random.nextFloat();
        }
        return add(with(
                        "BatchNormalization",
                        x,
                        normal(channels),
                        normal(channels),
                        normal(channels),
                        weight(variances, channels))
                .addAttribute(real("epsilon", 1e-3f)));
    }

    /** Axes, for an operator that reads them as an input. */
    String axes(long... axes) {
        String name = "axes" + count++;
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setName(name).setDataType(7).addDims(axes.length);
        LongStream.of(axes).forEach(tensor::addInt64Data);
        graph.addInitializer(tensor);
        return name;
    }

    /** Random weights; vectors around 0, others so that variances are kept. */
    String normal(int... shape) {
        int size = 1;
        int seen = 1;
        for (int i = 0; i < shape.length; i++) {
            size *= shape[i];
            seen *= i == 0 ? 1 : shape[i];
        }
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (random.nextGaussian() * Math.sqrt(2.0 / seen));
        }
        return weight(values, shape);
    }

    String weight(float value) {
        return weight(new float[] {value});
    }

    String weight(float[] values, int... shape) {
        String name = "weight" + count++;
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(1);
        for (int dim : shape) {
            tensor.addDims(dim);
        }
        for (float value : values) {
            tensor.addFloatData(value);
        }
        graph.addInitializer(tensor);
        return name;
    }

    String node(String operator, String... inputs) {
        return add(with(operator, inputs));
    }

    static NodeProto.Builder with(String operator, String... inputs) {
        return NodeProto.newBuilder().setOpType(operator).addAllInput(List.of(inputs));
    }

    String add(NodeProto.Builder node) {
        String output = String.valueOf(count++);
        graph.addNode(node.setName("node" + output).addOutput(output));
        return output;
    }

    /** One number as an integer, several as a list. */
    static AttributeProto integers(String name, long... values) {
        AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name);
        if (values.length == 1) {
            return attribute.setType(AttributeType.INT).setI(values[0]).build();
        }
        LongStream.of(values).forEach(attribute::addInts);
        return attribute.setType(AttributeType.INTS).build();
    }

    static AttributeProto real(String name, float value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.FLOAT)
                .setF(value)
                .build();
    }

    private static ValueInfoProto image() {
        return ValueInfoProto.newBuilder()
                .setName("input")
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(1)
                                .setShape(TensorShapeProto.newBuilder()
                                        .addDim(TensorShapeProto.Dimension.newBuilder()
                                                .setDimValue(1))
                                        .addDim(TensorShapeProto.Dimension.newBuilder()
                                                .setDimValue(3))
                                        .addDim(TensorShapeProto.Dimension.newBuilder()
                                                .setDimParam("h"))
                                        .addDim(TensorShapeProto.Dimension.newBuilder()
                                                .setDimParam("w")))))
                .build();
    }
}
