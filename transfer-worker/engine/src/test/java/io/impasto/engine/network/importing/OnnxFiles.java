package io.impasto.engine.network.importing;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
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
import com.google.protobuf.ByteString;

/** Small networks with a classifier, written as the exporters in the field write them. */
final class OnnxFiles {
    private static final int FLOAT = 1;
    private static final int INT64 = 7;

    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("main_graph");
    private final Random random = new Random(3);
    private final boolean weightsAreInputs;

    private OnnxFiles(boolean weightsAreInputs) {
        this.weightsAreInputs = weightsAreInputs;
    }

    /** torchvision: numbered values, one size and batch, pads as attributes, Flatten and Gemm at the end. */
    static byte[] torchvision(String... taps) {
        OnnxFiles file = new OnnxFiles(false);
        file.input("input.1", 1, 3, 16, 16);
        file.weight("features.0.weight", 4, 3, 3, 3).weight("features.0.bias", 4);
        file.weight("features.2.weight", 6, 4, 3, 3).weight("features.2.bias", 6);
        file.weight("classifier.weight", 10, 6 * 8 * 8).weight("classifier.bias", 10);
        file.conv("input.1", "features.0", "9");
        file.node("Relu", "Relu_1", "10", "9");
        file.node("MaxPool", "MaxPool_2", "11", List.of("10"), ints("kernel_shape", 2, 2), ints("strides", 2, 2));
        file.conv("11", "features.2", "12");
        file.node("Relu", "Relu_4", "13", "12");
        file.node("Flatten", "Flatten_5", "14", "13");
        file.node("Gemm", "Gemm_6", "15", List.of("14", "classifier.weight", "classifier.bias"), integer("transB", 1));
        return file.written(11, "15", taps);
    }

    /** The model zoo: an old opset, weights among the inputs, Dropout, Reshape to a fixed batch, input {@code data}. */
    static byte[] zoo(String... taps) {
        OnnxFiles file = new OnnxFiles(true);
        file.input("data", 1, 3, 16, 16);
        file.weight("vgg0_conv0.weight", 4, 3, 3, 3).weight("vgg0_conv0.bias", 4);
        file.weight("vgg0_conv1.weight", 6, 4, 3, 3).weight("vgg0_conv1.bias", 6);
        file.weight("vgg0_dense0_weight", 10, 6 * 8 * 8)
                .weight("vgg0_dense0_bias", 10)
                .weight("unused", 1000);
        file.constant("flat", 1, 6 * 8 * 8);
        file.conv("data", "vgg0_conv0", "vgg0_conv0_fwd");
        file.node("Relu", "vgg0_relu0_fwd", "vgg0_relu0_fwd", "vgg0_conv0_fwd");
        file.node("Dropout", "drop", "vgg0_dropout0_fwd", List.of("vgg0_relu0_fwd"), real("ratio", 0.5f));
        file.node(
                "MaxPool",
                "pool",
                "vgg0_pool0_fwd",
                List.of("vgg0_dropout0_fwd"),
                ints("kernel_shape", 2, 2),
                ints("strides", 2, 2));
        file.conv("vgg0_pool0_fwd", "vgg0_conv1", "vgg0_conv1_fwd");
        file.node("Relu", "vgg0_relu1_fwd", "vgg0_relu1_fwd", "vgg0_conv1_fwd");
        file.node("Reshape", "reshape", "flatten", "vgg0_relu1_fwd", "flat");
        file.node(
                "Gemm",
                "vgg0_dense0_fwd",
                "vgg0_dense0_fwd",
                List.of("flatten", "vgg0_dense0_weight", "vgg0_dense0_bias"),
                integer("transB", 1));
        return file.written(8, "vgg0_dense0_fwd", taps);
    }

    /**
     * tf2onnx: channels last outside and, between the layers, also inside: padding, bias and concatenation; {@code SAME}
     * padding by name.
     */
    static byte[] tensorflow(String... taps) {
        OnnxFiles file = new OnnxFiles(false);
        file.input("input_1", -1, -1, -1, 3);
        file.weight("w1", 4, 3, 3, 3).weight("w2", 6, 8, 3, 3).weight("b1", 4).weight("b2", 1, 6, 1, 1);
        file.constant("pads", 0, 1, 2, 0, 0, 3, 0, 0);
        file.transpose("input_1", "in/nchw", 0, 3, 1, 2);
        String prefix = "StatefulPartitionedCall/net/";
        file.node("Conv", "c1", prefix + "c1:0", List.of("in/nchw", "w1"), text("auto_pad", "SAME_UPPER"));
        file.transpose(prefix + "c1:0", "c1/nhwc", 0, 2, 3, 1);
        file.node("Add", "bias1", prefix + "bias1:0", "c1/nhwc", "b1");
        file.node("Relu", "r1", prefix + "block1_conv1/Relu:0", prefix + "bias1:0");
        file.node("Pad", "pad", "padded", prefix + "block1_conv1/Relu:0", "pads");
        file.node("Concat", "twice", "twice", List.of("padded", "padded"), integer("axis", -1));
        file.transpose("twice", "pool/nchw", 0, 3, 1, 2);
        file.node(
                "MaxPool",
                "pool",
                "pool:0",
                List.of("pool/nchw"),
                ints("kernel_shape", 2, 2),
                ints("strides", 2, 2),
                text("auto_pad", "SAME_UPPER"));
        file.node(
                "Conv",
                "c2",
                prefix + "c2:0",
                List.of("pool:0", "w2"),
                ints("pads", 1, 1, 1, 1),
                ints("kernel_shape", 3, 3));
        file.node("Add", "bias2", prefix + "bias2:0", prefix + "c2:0", "b2");
        file.node("Relu", "r2", prefix + "block2_conv1/Relu:0", prefix + "bias2:0");
        file.transpose(prefix + "block2_conv1/Relu:0", "block2_conv1", 0, 2, 3, 1);
        return file.written(13, "block2_conv1", taps);
    }

    /** A convolution and a node that no one knows. */
    static byte[] unknownOperator(String operator) {
        OnnxFiles file = new OnnxFiles(false);
        file.input("x", 1, 3, -1, -1);
        file.weight("c.weight", 4, 3, 3, 3).weight("c.bias", 4);
        file.node(operator, "strange", "y", "x");
        file.conv("y", "c", "z");
        file.node("Relu", "relu", "out", "z");
        return file.written(17, "out");
    }

    /** Two nodes that read each other. */
    static byte[] cyclic() {
        OnnxFiles file = new OnnxFiles(false);
        file.input("x", 1, 3, -1, -1);
        file.node("Add", "first", "a", "x", "b");
        file.node("Relu", "second", "b", "a");
        return file.written(17, "b");
    }

    private void input(String name, long... shape) {
        graph.addInput(info(name, FLOAT, shape));
    }

    private OnnxFiles weight(String name, long... shape) {
        int fan = (int) Math.max(1, LongStream.of(shape).skip(1).reduce(1, Math::multiplyExact));
        int count = (int) LongStream.of(shape).reduce(1, Math::multiplyExact);
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(FLOAT);
        LongStream.of(shape).forEach(tensor::addDims);
        IntStream.range(0, count).forEach(i -> tensor.addFloatData((float) (random.nextGaussian() / Math.sqrt(fan))));
        initialiser(tensor, shape);
        return this;
    }

    private void constant(String name, long... values) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setName(name).setDataType(INT64).addDims(values.length);
        LongStream.of(values).forEach(tensor::addInt64Data);
        initialiser(tensor, values.length);
    }

    private void initialiser(TensorProto.Builder tensor, long... shape) {
        graph.addInitializer(tensor);
        if (weightsAreInputs) {
            graph.addInput(info(tensor.getName(), tensor.getDataType(), shape));
        }
    }

    private void conv(String in, String weights, String out) {
        node(
                "Conv",
                weights,
                out,
                List.of(in, weights + ".weight", weights + ".bias"),
                ints("dilations", 1, 1),
                integer("group", 1),
                ints("kernel_shape", 3, 3),
                ints("pads", 1, 1, 1, 1),
                ints("strides", 1, 1));
    }

    private void transpose(String in, String out, long... order) {
        node("Transpose", out, out, List.of(in), ints("perm", order));
    }

    private void node(String operator, String name, String out, String... in) {
        node(operator, name, out, List.of(in));
    }

    private void node(String operator, String name, String out, List<String> in, AttributeProto... attributes) {
        graph.addNode(NodeProto.newBuilder()
                .setOpType(operator)
                .setName(name)
                .addAllInput(in)
                .addOutput(out)
                .addAllAttribute(Arrays.asList(attributes)));
    }

    private byte[] written(int opset, String output, String... taps) {
        graph.addOutput(ValueInfoProto.newBuilder().setName(output).setType(type(FLOAT)));
        for (String tap : taps) {
            if (!tap.equals(output)) {
                graph.addOutput(ValueInfoProto.newBuilder().setName(tap).setType(type(FLOAT)));
            }
        }
        return ModelProto.newBuilder()
                .setIrVersion(weightsAreInputs ? 3 : 7)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    private static TypeProto.Builder type(int element) {
        return TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(element));
    }

    private static ValueInfoProto info(String name, int element, long... shape) {
        TensorShapeProto.Builder dims = TensorShapeProto.newBuilder();
        for (long dim : shape) {
            if (dim < 0) {
                dims.addDimBuilder().setDimParam("unk__" + dims.getDimCount());
            } else {
                dims.addDimBuilder().setDimValue(dim);
            }
        }
        TypeProto.Builder type = type(element);
        type.getTensorTypeBuilder().setShape(dims);
        return ValueInfoProto.newBuilder().setName(name).setType(type).build();
    }

    private static AttributeProto ints(String name, long... values) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.INTS)
                .addAllInts(LongStream.of(values).boxed().toList())
                .build();
    }

    private static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.INT)
                .setI(value)
                .build();
    }

    private static AttributeProto real(String name, float value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.FLOAT)
                .setF(value)
                .build();
    }

    private static AttributeProto text(String name, String value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }
}
