package io.impasto.autodiff;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

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
        GraphProto.Builder graph = GraphProto.newBuilder().setName("impasto");
        Set<String> read = new HashSet<>();
        Set<String> domains = new HashSet<>();
        for (ModelNode node : model.nodes()) {
            graph.addNode(node(node));
            read.addAll(node.inputs());
            domains.add(domain(node));
        }
        model.outputs().forEach(output -> read.add(output.name()));
        model.weights().entrySet().stream()
                .filter(weight -> read.contains(weight.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .forEach(weight -> graph.addInitializer(Tensors.write(weight.getValue(), weight.getKey())));
        model.inputs().forEach(input -> graph.addInput(info(input)));
        model.outputs().forEach(output -> graph.addOutput(info(output)));
        ModelProto.Builder proto = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("impasto")
                .setGraph(graph)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(model.opset()));
        domains.stream()
                .filter(domain -> !domain.isEmpty())
                .sorted()
                .forEach(domain -> proto.addOpsetImport(
                        OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(1)));
        return proto.build();
    }

    private static NodeProto node(ModelNode node) {
        return NodeProto.newBuilder()
                .setName(node.name())
                .setDomain(domain(node))
                .setOpType(node.operator().substring(node.operator().lastIndexOf('.') + 1))
                .addAllInput(node.inputs())
                .addAllOutput(node.outputs())
                .addAllAttribute(node.attributes().protos())
                .build();
    }

    private static String domain(ModelNode node) {
        int dot = node.operator().lastIndexOf('.');
        return dot < 0 ? "" : node.operator().substring(0, dot);
    }

    private static ValueInfoProto info(ValueInfo info) {
        TypeProto.Tensor.Builder tensor =
                TypeProto.Tensor.newBuilder().setElemType(info.type().onnx());
        if (info.shape() != null) {
            TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
            for (int i = 0; i < info.shape().rank(); i++) {
                Dimension.Builder dim = Dimension.newBuilder();
                if (info.shape().knows(i)) {
                    dim.setDimValue(info.shape().dim(i));
                } else {
                    dim.setDimParam(info.name() + "_" + i);
                }
                shape.addDim(dim);
            }
            tensor.setShape(shape);
        }
        return ValueInfoProto.newBuilder()
                .setName(info.name())
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }
}
