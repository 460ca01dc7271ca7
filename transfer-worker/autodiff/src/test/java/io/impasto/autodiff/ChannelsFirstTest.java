package io.impasto.autodiff;

import java.util.List;
import java.util.Map;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ChannelsFirstTest {

    @Test
    void aTransposeOfTheInputIsFoldedAway() {
        Model model = model(List.of(1L, 8L, 8L, 3L), transpose("x", "nchw", 0, 3, 1, 2), node("Relu", "nchw", "y"))
                .channelsFirst();

        assertThat(model.nodes()).extracting(ModelNode::operator).containsExactly("Relu");
        assertThat(model.nodes().get(0).inputs()).containsExactly("x");
        assertThat(model.inputs().get(0).shape().dims()).containsExactly(-1L, 3L, -1L, -1L);
    }

    @Test
    void whatIsWrittenChannelsFirstIsLeftAlone() {
        Model model = model(List.of(1L, 3L, 8L, 8L), node("Relu", "x", "a"), node("Sigmoid", "a", "y"))
                .channelsFirst();
        assertThat(model.nodes()).extracting(ModelNode::operator).containsExactly("Relu", "Sigmoid");
    }

    @Test
    void aBiasOfTheLastAxisBecomesOneOfTheSecond() {
        Model model = model(
                        List.of(1L, 8L, 8L, 3L),
                        NodeProto.newBuilder()
                                .setOpType("Add")
                                .addInput("x")
                                .addInput("bias")
                                .addOutput("y"))
                .channelsFirst();

        assertThat(model.nodes()).extracting(ModelNode::operator).containsExactly("Add");
        Tensor bias = model.weight(model.nodes().get(0).inputs().get(1)).orElseThrow();
        assertThat(bias.shape()).containsExactly(1, 3, 1, 1);
        assertThat(bias.toFloats()).containsExactly(1, 2, 3);
    }

    @Test
    void anOperatorThatNeedsTheFilesLayoutGetsItBack() {
        Model model = model(List.of(1L, 8L, 8L, 3L), node("Relu", "x", "a"), node("Softmax", "a", "y"))
                .channelsFirst();

        assertThat(model.nodes()).extracting(ModelNode::operator).containsExactly("Relu", "Transpose", "Softmax");
        assertThat(model.nodes().get(1).attributes().integers("perm")).containsExactly(0, 2, 3, 1);
    }

    @Test
    void anInputThatIsNoPictureIsRefused() {
        assertThatThrownBy(
                        () -> model(List.of(1L, 128L), node("Relu", "x", "y")).channelsFirst())
                .isInstanceOf(ModelException.class)
                .hasMessageContainingAll("test.onnx", "three channels");
    }

    @Test
    void aCutKeepsWhatItsOutputsNeedUnderTheirNewNames() {
        Model model = model(
                        List.of(1L, 3L, 8L, 8L),
                        node("Relu", "x", "a"),
                        node("Sigmoid", "a", "first"),
                        node("Tanh", "first", "y"))
                .cut(Map.of("first", "a"));

        assertThat(model.nodes()).extracting(ModelNode::operator).containsExactly("Relu");
        assertThat(model.nodes().get(0).outputs()).containsExactly("first");
        assertThat(model.outputs()).extracting(ValueInfo::name).containsExactly("first");
        assertThat(model.weight("bias")).isEmpty();
    }

    private static Model model(List<Long> shape, NodeProto.Builder... nodes) {
        GraphProto.Builder graph = GraphProto.newBuilder()
                .addInitializer(TensorProto.newBuilder()
                        .setName("bias")
                        .setDataType(DataType.FLOAT.onnx())
                        .addDims(3)
                        .addAllFloatData(List.of(1f, 2f, 3f)))
                .addOutput(ValueInfoProto.newBuilder().setName("y"));
        TypeProto.Builder type = TypeProto.newBuilder();
        type.getTensorTypeBuilder().setElemType(DataType.FLOAT.onnx());
        shape.forEach(dim ->
                type.getTensorTypeBuilder().getShapeBuilder().addDimBuilder().setDimValue(dim));
        graph.addInput(ValueInfoProto.newBuilder().setName("x").setType(type));
        List.of(nodes).forEach(graph::addNode);
        byte[] file = ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
                .setGraph(graph)
                .build()
                .toByteArray();
        return Model.of(file, "test.onnx");
    }

    private static NodeProto.Builder transpose(String in, String out, long... order) {
        return node("Transpose", in, out)
                .addAttribute(Attributes.NONE.with("perm", order).proto("perm"));
    }

    private static NodeProto.Builder node(String operator, String in, String out) {
        return ModelFiles.node(operator, out, in, out);
    }
}
