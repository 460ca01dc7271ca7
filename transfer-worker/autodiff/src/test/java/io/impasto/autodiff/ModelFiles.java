package io.impasto.autodiff;

import java.util.List;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;

/** Small ONNX files for tests, sound and unsound. */
final class ModelFiles {
    static final Shape IMAGE = Shape.of(1, 2, Shape.UNKNOWN, Shape.UNKNOWN);

    private ModelFiles() {}

    /** A node with one input and one output. */
    static NodeProto.Builder node(String operator, String name, String input, String output) {
        return NodeProto.newBuilder()
                .setOpType(operator)
                .setName(name)
                .addInput(input)
                .addOutput(output);
    }

    /** A graph with an image called {@code input}; the outputs of its last node are its outputs. */
    static GraphProto.Builder graph(NodeProto.Builder... nodes) {
        GraphProto.Builder graph = GraphProto.newBuilder().addInput(value("input"));
        List.of(nodes).forEach(graph::addNode);
        nodes[nodes.length - 1].getOutputList().forEach(output -> graph.addOutput(value(output)));
        return graph;
    }

    static ModelProto.Builder file(int opset, GraphProto.Builder graph) {
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
                .setGraph(graph);
    }

    static Model model(NodeProto.Builder... nodes) {
        return read(file(17, graph(nodes)));
    }

    static Model read(ModelProto.Builder file) {
        return Model.of(file.build().toByteArray(), "test.onnx");
    }

    static AttributeProto real(String name, float value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.FLOAT)
                .setF(value)
                .build();
    }

    static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.INT)
                .setI(value)
                .build();
    }

    static AttributeProto text(String name, String value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }

    private static ValueInfoProto value(String name) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (long dim : IMAGE.dims()) {
            if (dim == Shape.UNKNOWN) {
                shape.addDimBuilder().setDimParam("n");
            } else {
                shape.addDimBuilder().setDimValue(dim);
            }
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(DataType.FLOAT.onnx())
                                .setShape(shape)))
                .build();
    }
}
