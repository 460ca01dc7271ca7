package io.impasto.engine.network;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.protobuf.InvalidProtocolBufferException;

/** Network files that can't be painted with. */
public final class UnsoundNetworks {
    private UnsoundNetworks() {}

    /** One with such an operator between the picture and its layer. */
    public static byte[] with(String operator, String node) {
        ModelProto.Builder file = file();
        file.getGraphBuilder().getNodeBuilderList().get(1).setOpType(operator).setName(node);
        return file.build().toByteArray();
    }

    /** One whose first nodes wait for each other. */
    public static byte[] cyclic() {
        ModelProto.Builder file = file();
        NodeProto.Builder first = file.getGraphBuilder().getNodeBuilder(0);
        first.setInput(0, file.getGraph().getNode(2).getOutput(0));
        return file.build().toByteArray();
    }

    private static ModelProto.Builder file() {
        RandomNetwork network = new RandomNetwork(1);
        String first = network.node("Relu", network.conv("input", 3, 4, 3, 1, 1));
        String last = network.node("Relu", network.conv(first, 4, 4, 3, 1, 1));
        try {
            return ModelProto.parseFrom(network.model(last, "unsound").toOnnx()).toBuilder();
        } catch (InvalidProtocolBufferException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
