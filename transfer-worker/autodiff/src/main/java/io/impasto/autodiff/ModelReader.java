package io.impasto.autodiff;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;

/** Reads and checks the ONNX format. Every complaint starts with the source, so that it can be shown as it is. */
final class ModelReader {
    private final String source;

    private ModelReader(String source) {
        this.source = source;
    }

    static Model read(byte[] onnx, String source) {
        return new ModelReader(source).read(onnx);
    }

    private Model read(byte[] onnx) {
        if (onnx.length == 0) {
            throw wrong("the file is empty");
        }
        ModelProto model = parse(onnx);
        GraphProto graph = model.getGraph();
        if (!model.hasGraph() || graph.getNodeCount() == 0) {
            throw wrong("not an ONNX model: it has no nodes");
        }
        Map<String, Tensor> weights = weights(graph);
        List<ValueInfo> inputs = infos(graph.getInputList()).stream()
                .filter(input -> !weights.containsKey(input.name()))
                .toList();
        List<ModelNode> nodes = sorted(nodes(graph), known(weights, inputs));
        List<ValueInfo> outputs = infos(graph.getOutputList());
        requireComputed(outputs, nodes, known(weights, inputs));
        return new Model(source, opset(model), nodes, weights, inputs, outputs, Map.of());
    }

    private ModelProto parse(byte[] onnx) {
        try {
            // Aliasing lets the weights share the bytes of the file instead of copying them.
            CodedInputStream in = ByteString.copyFrom(onnx).newCodedInput();
            in.enableAliasing(true);
            return ModelProto.parseFrom(in);
        } catch (InvalidProtocolBufferException corrupt) {
            throw new ModelException(
                    source + ": not an ONNX model, or damaged: " + firstLine(corrupt.getMessage()), corrupt);
        } catch (IOException impossible) {
            throw new ModelException(source + ": cannot be read", impossible);
        }
    }

    private int opset(ModelProto model) {
        return model.getOpsetImportList().stream()
                .filter(set -> set.getDomain().isEmpty() || set.getDomain().equals("ai.onnx"))
                .mapToInt(set -> (int) set.getVersion())
                .max()
                .orElseThrow(() -> wrong("it does not say which version of ONNX' operators it uses"));
    }

    private Map<String, Tensor> weights(GraphProto graph) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        for (TensorProto weight : graph.getInitializerList()) {
            weights.put(weight.getName(), Tensors.read(weight, source + ": weight '" + weight.getName() + "'"));
        }
        return weights;
    }

    private List<ValueInfo> infos(List<ValueInfoProto> protos) {
        return protos.stream().map(this::info).toList();
    }

    private ValueInfo info(ValueInfoProto proto) {
        TypeProto.Tensor tensor = proto.getType().getTensorType();
        DataType type = tensor.getElemType() == 0
                ? DataType.FLOAT
                : DataType.of(tensor.getElemType(), source + ": '" + proto.getName() + "'");
        if (!tensor.hasShape()) {
            return new ValueInfo(proto.getName(), type, null);
        }
        List<Long> dims = tensor.getShape().getDimList().stream().map(this::dim).toList();
        return new ValueInfo(proto.getName(), type, new Shape(dims));
    }

    private long dim(Dimension dim) {
        // Some exporters write 0 or -1 for a dimension that they do not know.
        return dim.hasDimValue() && dim.getDimValue() > 0 ? dim.getDimValue() : Shape.UNKNOWN;
    }

    private List<ModelNode> nodes(GraphProto graph) {
        List<ModelNode> nodes = new ArrayList<>();
        for (NodeProto node : graph.getNodeList()) {
            String domain = node.getDomain();
            String operator =
                    domain.isEmpty() || domain.equals("ai.onnx") ? node.getOpType() : domain + "." + node.getOpType();
            nodes.add(new ModelNode(
                    operator,
                    node.getName(),
                    node.getInputList(),
                    node.getOutputList(),
                    Attributes.of(node.getAttributeList())));
        }
        return nodes;
    }

    private static Set<String> known(Map<String, Tensor> weights, List<ValueInfo> inputs) {
        Set<String> known = new HashSet<>(weights.keySet());
        inputs.forEach(input -> known.add(input.name()));
        known.add("");
        return known;
    }

    /** Orders the nodes by their data flow (Kahn 1962), keeping the order of the file where it already is one. */
    private List<ModelNode> sorted(List<ModelNode> nodes, Set<String> known) {
        Map<String, ModelNode> producers = new HashMap<>();
        for (ModelNode node : nodes) {
            for (String output : node.outputs()) {
                if (!output.isEmpty() && (known.contains(output) || producers.put(output, node) != null)) {
                    throw wrong("value '" + output + "' is computed twice, by " + node.describe());
                }
            }
        }
        Map<ModelNode, Integer> waiting = new HashMap<>();
        Map<String, List<ModelNode>> readers = new HashMap<>();
        Deque<ModelNode> ready = new ArrayDeque<>();
        for (ModelNode node : nodes) {
            Set<String> missing = new HashSet<>(node.inputs());
            missing.removeAll(known);
            for (String input : missing) {
                if (!producers.containsKey(input)) {
                    throw wrong(node.describe() + " reads '" + input
                            + "', which is no weight, no input and no other node's output");
                }
                readers.computeIfAbsent(input, name -> new ArrayList<>()).add(node);
            }
            waiting.put(node, missing.size());
            if (missing.isEmpty()) {
                ready.add(node);
            }
        }
        List<ModelNode> sorted = new ArrayList<>();
        while (!ready.isEmpty()) {
            ModelNode node = ready.remove();
            sorted.add(node);
            for (String output : node.outputs()) {
                for (ModelNode reader : readers.getOrDefault(output, List.of())) {
                    if (waiting.merge(reader, -1, Integer::sum) == 0) {
                        ready.add(reader);
                    }
                }
            }
        }
        if (sorted.size() < nodes.size()) {
            ModelNode stuck = nodes.stream()
                    .filter(node -> waiting.get(node) > 0)
                    .findFirst()
                    .orElseThrow();
            throw wrong("the graph has a cycle through or before " + stuck.describe());
        }
        return sorted;
    }

    private void requireComputed(List<ValueInfo> outputs, List<ModelNode> nodes, Set<String> known) {
        Set<String> computed = new HashSet<>(known);
        nodes.forEach(node -> computed.addAll(node.outputs()));
        for (ValueInfo output : outputs) {
            if (!computed.contains(output.name())) {
                throw wrong("no node computes its output '" + output.name() + "'");
            }
        }
    }

    private ModelException wrong(String what) {
        return new ModelException(source + ": " + what);
    }

    private static String firstLine(String text) {
        return text == null ? "" : text.lines().findFirst().orElse("");
    }
}
