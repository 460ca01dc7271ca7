package io.impasto.autodiff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;

/** A loop's body on its way into the format of ONNX' {@code Loop}: in which order it takes and gives its values. */
final class Subgraph {
    /** Before the names of the body's own values, so that they never meet those of the graph around it. */
    private static final String OWN = "turn/";

    private static final String COUNT = OWN + "count";
    private static final String WENT_ON = OWN + "went on";
    private static final String GO_ON = OWN + "go on";

    private final LoopBody body;
    private final List<ValueInfo> carried = new ArrayList<>();
    private final List<ValueInfo> invariant = new ArrayList<>();
    private final List<ValueInfo> results = new ArrayList<>();
    private final List<ValueInfo> kept = new ArrayList<>();

    Subgraph(LoopBody body) {
        this.body = body;
        for (ValueInfo input : body.program().inputs()) {
            if (body.carried().containsKey(input.name())) {
                carried.add(input);
                results.add(LoopBody.output(body.program(), body.carried().get(input.name())));
            } else if (!body.count().equals(Optional.of(input.name()))) {
                invariant.add(input);
            }
        }
        for (ValueInfo output : body.program().outputs()) {
            boolean condition = body.goOn().equals(Optional.of(output.name()));
            if (!condition && !body.carried().containsValue(output.name())) {
                kept.add(output);
            }
        }
    }

    /** Inputs that change from turn to turn, in order. */
    List<ValueInfo> carried() {
        return carried;
    }

    /** Inputs that the body reads of the graph around it, in order. */
    List<ValueInfo> invariant() {
        return invariant;
    }

    /** What becomes of {@link #carried} at the end, in the same order. */
    List<ValueInfo> results() {
        return results;
    }

    /** Outputs of every turn, in order. */
    List<ValueInfo> kept() {
        return kept;
    }

    int captured() {
        return invariant.size();
    }

    /** @param captured what the graph around calls {@link #invariant} */
    GraphProto proto(List<String> captured) {
        Map<String, String> names = new HashMap<>();
        for (int i = 0; i < captured.size(); i++) {
            names.put(invariant.get(i).name(), captured.get(i));
        }
        body.count().ifPresent(count -> names.put(count, COUNT));
        body.goOn().ifPresent(goOn -> names.put(goOn, GO_ON));
        GraphProto.Builder graph =
                ModelWriter.graph(body.program(), name -> names.containsKey(name) ? names.get(name) : OWN + name);
        graph.addInput(ModelWriter.input(new ValueInfo(COUNT, DataType.INT64, Shape.SCALAR)));
        graph.addInput(ModelWriter.input(new ValueInfo(WENT_ON, DataType.BOOL, Shape.SCALAR)));
        carried.forEach(
                input -> graph.addInput(ModelWriter.input(input).toBuilder().setName(OWN + input.name())));
        if (body.goOn().isEmpty()) {
            graph.addNode(NodeProto.newBuilder()
                    .setOpType("Identity")
                    .setName(GO_ON)
                    .addInput(WENT_ON)
                    .addOutput(GO_ON));
        }
        graph.addOutput(ModelWriter.output(new ValueInfo(GO_ON, DataType.BOOL, Shape.SCALAR), null));
        results.forEach(output -> graph.addOutput(output(output)));
        kept.forEach(output -> graph.addOutput(output(output)));
        return graph.build();
    }

    private ValueInfoProto output(ValueInfo info) {
        NamedShape shape = body.program().shapes().get(info.name());
        return ModelWriter.output(info, shape).toBuilder()
                .setName(OWN + info.name())
                .build();
    }
}
