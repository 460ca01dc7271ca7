package io.impasto.autodiff;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;

/** Writes the ONNX format. */
final class ModelWriter {
    /** The file format of ONNX 1.12, which every runtime of the last years reads. */
    private static final int IR_VERSION = 8;

    private ModelWriter() {}

    static ModelProto proto(Model model) {
        GraphProto.Builder graph = graph(model, UnaryOperator.identity());
        model.inputs().forEach(input -> graph.addInput(input(input)));
        model.outputs()
                .forEach(output -> graph.addOutput(output(output, model.shapes().get(output.name()))));
        ModelProto.Builder proto = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("impasto")
                .setGraph(graph)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(model.opset()));
        model.nodes().stream()
                .map(ModelWriter::domain)
                .filter(domain -> !domain.isEmpty())
                .distinct()
                .sorted()
                .forEach(domain -> proto.addOpsetImport(
                        OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(1)));
        return proto.build();
    }

    /** @return nodes, weights and shapes of {@code model}, each value under another name; no inputs and outputs yet */
    static GraphProto.Builder graph(Model model, UnaryOperator<String> rename) {
        GraphProto.Builder graph = GraphProto.newBuilder().setName("impasto");
        Set<String> read = new HashSet<>();
        for (ModelNode node : model.nodes()) {
            graph.addNode(node(node, rename));
            read.addAll(node.inputs());
        }
        model.outputs().forEach(output -> read.add(output.name()));
        model.weights().entrySet().stream()
                .filter(weight -> read.contains(weight.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .forEach(weight ->
                        graph.addInitializer(Tensors.write(weight.getValue(), rename.apply(weight.getKey()))));
        Set<String> outputs = new HashSet<>();
        model.outputs().forEach(output -> outputs.add(output.name()));
        model.shapes().entrySet().stream()
                .filter(value -> !outputs.contains(value.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .forEach(value -> graph.addValueInfo(info(
                        rename.apply(value.getKey()),
                        value.getValue().type(),
                        value.getValue().dims())));
        return graph;
    }

    private static NodeProto node(ModelNode node, UnaryOperator<String> rename) {
        return NodeProto.newBuilder()
                .setName(node.name())
                .setDomain(domain(node))
                .setOpType(node.operator().substring(node.operator().lastIndexOf('.') + 1))
                .addAllInput(renamed(node.inputs(), rename))
                .addAllOutput(renamed(node.outputs(), rename))
                .addAllAttribute(node.attributes().protos())
                .build();
    }

    private static List<String> renamed(List<String> names, UnaryOperator<String> rename) {
        return names.stream()
                .map(name -> name.isEmpty() ? name : rename.apply(name))
                .toList();
    }

    private static String domain(ModelNode node) {
        int dot = node.operator().lastIndexOf('.');
        return dot < 0 ? "" : node.operator().substring(0, dot);
    }

    static ValueInfoProto input(ValueInfo info) {
        return info(info.name(), info.type(), dims(info, i -> SymbolicShapes.ofInput(info.name(), i)));
    }

    static ValueInfoProto output(ValueInfo info, NamedShape shape) {
        return info(info.name(), info.type(), shape != null ? shape.dims() : dims(info, i -> ""));
    }

    /** @return a number per axis, or what {@code symbol} says; null where the rank is unknown */
    private static List<String> dims(ValueInfo info, IntFunction<String> symbol) {
        Shape shape = info.shape();
        return shape == null
                ? null
                : IntStream.range(0, shape.rank())
                        .mapToObj(i -> shape.knows(i) ? Long.toString(shape.dim(i)) : symbol.apply(i))
                        .toList();
    }

    /** @param dims a number, a name or nothing per axis; null where the rank is unknown */
    private static ValueInfoProto info(String name, DataType type, List<String> dims) {
        TypeProto.Tensor.Builder tensor = TypeProto.Tensor.newBuilder().setElemType(type.onnx());
        if (dims != null) {
            tensor.setShape(TensorShapeProto.newBuilder()
                    .addAllDim(dims.stream().map(ModelWriter::dim).toList()));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }

    private static Dimension dim(String text) {
        if (text.isEmpty()) {
            return Dimension.getDefaultInstance();
        }
        boolean number = text.chars().allMatch(Character::isDigit);
        return number
                ? Dimension.newBuilder().setDimValue(Long.parseLong(text)).build()
                : Dimension.newBuilder().setDimParam(text).build();
    }
}
