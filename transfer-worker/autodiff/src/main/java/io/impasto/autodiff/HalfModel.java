package io.impasto.autodiff;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import ai.onnx.proto.OnnxMl.AttributeProto;

/** A network in half precision: its weights, constants, inputs and outputs of FLOAT become FLOAT16. */
final class HalfModel {
    private HalfModel() {}

    static Model of(Model model) {
        Map<String, Tensor> weights = new HashMap<>();
        model.weights().forEach((name, weight) -> weights.put(name, half(weight, model.source() + ": " + name)));
        return new Model(
                model.source(),
                model.opset(),
                model.nodes().stream().map(node -> half(node, model.source())).toList(),
                weights,
                model.inputs().stream().map(HalfModel::half).toList(),
                model.outputs().stream().map(HalfModel::half).toList(),
                Map.of());
    }

    private static Tensor half(Tensor weight, String where) {
        if (weight.type() != DataType.FLOAT) {
            return weight;
        }
        Tensor half = weight.cast(DataType.FLOAT16);
        for (int i = 0, n = Math.toIntExact(half.elements()); i < n; i++) {
            if (Double.isInfinite(half.get(i)) && !Double.isInfinite(weight.get(i))) {
                throw new ModelException(where + " holds " + weight.get(i) + ", too large for half precision");
            }
        }
        return half;
    }

    private static ValueInfo half(ValueInfo info) {
        return new ValueInfo(info.name(), half(info.type()), info.shape());
    }

    private static DataType half(DataType type) {
        return type == DataType.FLOAT ? DataType.FLOAT16 : type;
    }

    private static ModelNode half(ModelNode node, String source) {
        Attributes attributes =
                switch (node.operator()) {
                    case "Cast" -> node.attributes().integer("to", 0) == DataType.FLOAT.onnx()
                            ? node.attributes().with("to", DataType.FLOAT16.onnx())
                            : node.attributes();
                    case "Constant", "ConstantOfShape" -> constant(node, source + ": " + node.describe());
                    default -> node.attributes();
                };
        return attributes == node.attributes()
                ? node
                : new ModelNode(node.operator(), node.name(), node.inputs(), node.outputs(), attributes);
    }

    private static Attributes constant(ModelNode node, String where) {
        Attributes attributes = node.attributes();
        Tensor value;
        if (attributes.has("value")) {
            value = Tensors.read(attributes.proto("value").getT(), where);
        } else if (attributes.has("value_float") || node.operator().equals("ConstantOfShape")) {
            value = node.operator().equals("Constant")
                    ? Tensor.scalar(DataType.FLOAT, attributes.real("value_float", 0))
                    : Tensor.of(new float[1], 1);
        } else {
            return attributes;
        }
        AttributeProto proto = AttributeProto.newBuilder()
                .setName("value")
                .setType(AttributeProto.AttributeType.TENSOR)
                .setT(Tensors.write(half(value, where), ""))
                .build();
        Attributes others = attributes.without("value", "value_float");
        return Attributes.of(
                Stream.concat(others.protos().stream(), List.of(proto).stream()).toList());
    }
}
