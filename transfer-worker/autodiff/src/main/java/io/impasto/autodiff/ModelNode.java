package io.impasto.autodiff;

import java.util.List;

/**
 * A node of a {@link Model} as its file has it.
 *
 * @param operator   ONNX operator, e.g. {@code Conv}; with a domain other than ONNX' own, {@code domain.Operator}
 * @param name       name of the node; may be empty
 * @param inputs     names of the values read; an omitted optional input is an empty string
 * @param outputs    names of the values computed; an omitted optional output is an empty string
 * @param attributes its attributes, in the form of the model's opset
 */
public record ModelNode(
        String operator, String name, List<String> inputs, List<String> outputs, Attributes attributes) {
    public ModelNode {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /** @return operator and name for messages: {@code Conv 'conv1_1'} */
    public String describe() {
        String what = !name.isEmpty() ? name : outputs.isEmpty() ? "" : outputs.get(0);
        return operator + " '" + what + "'";
    }
}
