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

/**
 * A small network of random weights with what a MobileNetV3 is made of (Howard et al. 2019): a strided stem padded on one
 * side, inverted residuals with depthwise 3x3 and 5x5, squeeze and excite by 1x1 convolutions and by Gemm, batch
 * normalisation, HardSwish as an operator and spelt out, ReLU6; and beside that SiLU, a grouped convolution, an average
 * pooling that rounds up, and branches that are joined.
 */
public final class MobileNetShape {
    private final Random random;
    private final GraphProto.Builder graph = GraphProto.newBuilder();
    private int count;

    private MobileNetShape(long seed) {
        random = new Random(seed);
    }

    /** The same network for the same seed, at any size of 16 pixels and more. */
    public static Model model(long seed) {
        return Model.of(new MobileNetShape(seed).file().toByteArray(), "mobilenet-shape.onnx");
    }

    private ModelProto file() {
        graph.addInput(image());
        String stem = node("HardSwish", conv("input", 3, 16, 3, 1, 2, 0, 0, 1, 1));
        String first = residual(stem, 16, 16, 3, false);
        String expanded = node("Relu", conv(first, 16, 24, 1, 1, 1));
        String halved = node("Clip", conv(expanded, 24, 24, 3, 24, 2), weight(0f), weight(6f));
        String second = residual(conv(halved, 24, 16, 1, 1, 1), 16, 32, 5, true);
        String grouped = conv(second, 16, 32, 3, 4, 1);
        String silu = node("Mul", grouped, node("Sigmoid", grouped));
        String pooled = add(with("AveragePool", silu)
                .addAttribute(integers("kernel_shape", 3, 3))
                .addAttribute(integers("strides", 2, 2))
                .addAttribute(integers("pads", 1, 0, 1, 1))
                .addAttribute(integers("ceil_mode", 1)));
        String left = node("Relu", conv(pooled, 32, 8, 1, 1, 1));
        String right = node("Relu", conv(pooled, 32, 8, 3, 1, 1));
        String joined = add(with("Concat", left, right).addAttribute(integers("axis", 1)));
        graph.addOutput(ValueInfoProto.newBuilder()
                .setName(joined)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder().setElemType(1))));
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(14))
                .setGraph(graph)
                .build();
    }

    /** Expand, look around within each channel, weigh the channels, narrow again, and add. */
    private String residual(String x, int channels, int inner, int kernel, boolean byGemm) {
        String wide = byGemm ? speltOutHardSwish(conv(x, channels, inner, 1, 1, 1)) : x;
        String seen = conv(wide, inner, inner, kernel, inner, 1);
        String active = node(byGemm ? "HardSwish" : "Relu", seen);
        String weighed = node("Mul", active, byGemm ? gateByGemm(active, inner) : gateByConv(active, inner));
        return node("Add", conv(weighed, inner, channels, 1, 1, 1), x);
    }

    private String speltOutHardSwish(String x) {
        String gate = node("Clip", node("Add", x, weight(3f)), weight(0f), weight(6f));
        return node("Mul", node("Mul", x, gate), weight(1 / 6f));
    }

    private String gateByConv(String x, int channels) {
        String squeezed =
                node("Relu", node("Conv", node("GlobalAveragePool", x), normal(4, channels, 1, 1), normal(4)));
        String excited = node("Conv", squeezed, normal(channels, 4, 1, 1), normal(channels));
        return add(
                with("HardSigmoid", excited).addAttribute(real("alpha", 1 / 6f)).addAttribute(real("beta", 0.5f)));
    }

    private String gateByGemm(String x, int channels) {
        String means = node("Flatten", node("GlobalAveragePool", x));
        String squeezed = node("Relu", gemm(means, channels, 8));
        String excited = node("HardSigmoid", gemm(squeezed, 8, channels));
        String axes = "axes" + count++;
        graph.addInitializer(TensorProto.newBuilder()
                .setName(axes)
                .setDataType(7)
                .addDims(2)
                .addInt64Data(2)
                .addInt64Data(3));
        return node("Unsqueeze", excited, axes);
    }

    private String gemm(String x, int from, int to) {
        return add(with("Gemm", x, normal(to, from), normal(to)).addAttribute(integers("transB", 1)));
    }

    /** A convolution with batch normalisation; padded to keep the size where no padding is given. */
    private String conv(String x, int from, int to, int kernel, int group, int stride, long... pads) {
        long half = kernel / 2;
        NodeProto.Builder conv = with("Conv", x, normal(to, from / group, kernel, kernel))
                .addAttribute(integers("kernel_shape", kernel, kernel))
                .addAttribute(integers("strides", stride, stride))
                .addAttribute(integers("group", group))
                .addAttribute(integers("pads", pads.length > 0 ? pads : new long[] {half, half, half, half}));
        float[] variances = new float[to];
        for (int i = 0; i < to; i++) {
            variances[i] = 0.5f + random.nextFloat();
        }
        String normalised = add(conv);
        return add(with("BatchNormalization", normalised, normal(to), normal(to), normal(to), weight(variances, to))
                .addAttribute(real("epsilon", 1e-3f)));
    }

    /** Random weights; vectors around 0, others so that variances are kept. */
    private String normal(int... shape) {
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

    private String weight(float value) {
        return weight(new float[] {value});
    }

    private String weight(float[] values, int... shape) {
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

    private String node(String operator, String... inputs) {
        return add(with(operator, inputs));
    }

    private static NodeProto.Builder with(String operator, String... inputs) {
        return NodeProto.newBuilder().setOpType(operator).addAllInput(List.of(inputs));
    }

    private String add(NodeProto.Builder node) {
        String output = String.valueOf(count++);
        graph.addNode(node.setName("node" + output).addOutput(output));
        return output;
    }

    /** One number as an integer, several as a list. */
    private static AttributeProto integers(String name, long... values) {
        AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name);
        if (values.length == 1) {
            return attribute.setType(AttributeType.INT).setI(values[0]).build();
        }
        LongStream.of(values).forEach(attribute::addInts);
        return attribute.setType(AttributeType.INTS).build();
    }

    private static AttributeProto real(String name, float value) {
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
