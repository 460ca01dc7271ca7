package io.impasto.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Rewrites a network of images, {@code N x 3 x H x W} or {@code N x H x W x 3}, so that it takes {@code N x 3 x H x W} of
 * any size. A Transpose is not computed but remembered: each value is a view of one that is there, with its axes in
 * another order. Operators without a sense of axes work on what is there, those whose axes are constants get others, and
 * only for the rest a Transpose is put back. In what TensorFlow's exporter writes none remains.
 */
final class ChannelsFirst {
    private static final int RANK = 4;
    private static final long CHANNELS = 3;
    private static final int[] AS_IS = {0, 1, 2, 3};
    private static final int[] CHANNELS_LAST = {0, 2, 3, 1};

    private static final Set<String> PASSING = Set.of("Identity", "Dropout");
    private static final Set<String> AXISLESS = Set.of(
            "Abs",
            "Add",
            "Cast",
            "Clip",
            "Div",
            "Elu",
            "Exp",
            "HardSigmoid",
            "HardSwish",
            "LeakyRelu",
            "Log",
            "Max",
            "Min",
            "Mul",
            "Neg",
            "PRelu",
            "Pow",
            "Relu",
            "Selu",
            "Sigmoid",
            "Softplus",
            "Sqrt",
            "Sub",
            "Sum",
            "Tanh");

    /** Axis {@code i} of the file's value is axis {@code axes[i]} of the value that is there; null: it is that value. */
    private record View(String value, int[] axes) {
        boolean isTurned() {
            return axes != null && !Arrays.equals(axes, AS_IS);
        }
    }

    private final Model model;
    private final Map<String, View> views = new HashMap<>();
    private final Map<String, Tensor> weights;
    private final List<ModelNode> nodes = new ArrayList<>();
    private final Map<String, String> turned = new HashMap<>();
    private final Set<String> read = new HashSet<>();

    private ChannelsFirst(Model model) {
        this.model = model;
        this.weights = new LinkedHashMap<>(model.weights());
        model.nodes().forEach(node -> read.addAll(node.inputs()));
    }

    /** @throws ModelException if the model has other inputs than one of images with three channels */
    static Model of(Model model) {
        return new ChannelsFirst(model).rewritten();
    }

    private Model rewritten() {
        if (model.inputs().size() != 1) {
            throw new ModelException(
                    model.source() + ": takes " + model.inputs().size() + " inputs; a network of images takes one");
        }
        ValueInfo image = model.inputs().get(0);
        views.put(image.name(), new View(image.name(), layout(image)));
        model.nodes().forEach(this::add);
        List<ValueInfo> outputs = new ArrayList<>();
        for (ValueInfo output : model.outputs()) {
            View view = view(output.name());
            if (!view.value().equals(output.name())) {
                nodes.add(node("Identity", output.name(), List.of(view.value()), output.name(), Attributes.NONE));
            }
            outputs.add(new ValueInfo(output.name(), output.type(), null));
        }
        Shape any = Shape.of(Shape.UNKNOWN, CHANNELS, Shape.UNKNOWN, Shape.UNKNOWN);
        List<ValueInfo> inputs = List.of(new ValueInfo(image.name(), image.type(), any));
        return new Model(model.source(), model.opset(), nodes, weights, inputs, outputs, Map.of());
    }

    private int[] layout(ValueInfo image) {
        Shape shape = image.shape();
        if (shape == null || shape.rank() == RANK && shape.dim(1) == CHANNELS) {
            return AS_IS;
        }
        if (shape.rank() == RANK && shape.dim(RANK - 1) == CHANNELS) {
            return CHANNELS_LAST;
        }
        if (shape.rank() == RANK && !shape.knows(1)) {
            return AS_IS;
        }
        throw new ModelException(model.source() + ": its input '" + image.name() + "' has shape " + shape
                + "; images of three channels have N x 3 x H x W or N x H x W x 3");
    }

    private void add(ModelNode node) {
        List<View> inputs = node.inputs().stream().map(this::view).toList();
        boolean alone = node.outputs().stream().skip(1).noneMatch(read::contains);
        if (PASSING.contains(node.operator()) && alone) {
            views.put(node.outputs().get(0), inputs.get(0));
        } else if (node.operator().equals("Transpose") && inputs.get(0).axes() != null) {
            transpose(node, inputs.get(0));
        } else if (node.operator().equals("Constant") && node.attributes().has("value")) {
            weights.put(
                    node.outputs().get(0),
                    Tensors.read(node.attributes().proto("value").getT(), model.source() + ": " + node.describe()));
        } else if (inputs.stream().noneMatch(View::isTurned)) {
            emit(
                    node,
                    node.attributes(),
                    names(inputs),
                    inputs.stream().anyMatch(view -> view.axes() != null) ? AS_IS : null);
        } else if (!onTurned(node, inputs)) {
            emit(node, node.attributes(), inputs.stream().map(this::turnedBack).toList(), AS_IS);
        }
    }

    private void transpose(ModelNode node, View of) {
        long[] order = node.attributes().integers("perm");
        if (order.length != RANK) {
            emit(node, node.attributes(), List.of(turnedBack(of)), null);
            return;
        }
        int[] axes =
                IntStream.range(0, RANK).map(i -> of.axes()[(int) order[i]]).toArray();
        views.put(node.outputs().get(0), new View(of.value(), axes));
    }

    /** @return whether the node could be rewritten to work on what is there */
    private boolean onTurned(ModelNode node, List<View> inputs) {
        int[] axes =
                inputs.stream().filter(View::isTurned).findFirst().orElseThrow().axes();
        if (AXISLESS.contains(node.operator()) && inputs.stream().allMatch(input -> fits(input, axes))) {
            List<String> names = inputs.stream()
                    .map(input -> input.axes() != null ? input.value() : constant(input.value(), axes))
                    .toList();
            emit(node, node.attributes(), names, axes);
            return true;
        }
        if (node.operator().equals("Concat") && inputs.stream().allMatch(input -> Arrays.equals(input.axes(), axes))) {
            int axis = Math.floorMod((int) node.attributes().integer("axis", 1), RANK);
            emit(node, node.attributes().with("axis", axes[axis]), names(inputs), axes);
            return true;
        }
        return node.operator().equals("Pad") && pad(node, inputs, axes);
    }

    private boolean pad(ModelNode node, List<View> inputs, int[] axes) {
        if (node.attributes().has("pads")) {
            Attributes moved =
                    node.attributes().with("pads", moved(node.attributes().integers("pads"), axes));
            emit(node, moved, names(inputs), axes);
            return true;
        }
        // A fourth input would say which axes the numbers are for.
        Tensor pads = inputs.size() == 2 || inputs.size() == 3
                ? weights.get(inputs.get(1).value())
                : null;
        if (pads == null || pads.elements() != 2 * RANK) {
            return false;
        }
        List<String> names = new ArrayList<>(names(inputs));
        names.set(1, weight(names.get(1), axes, Tensor.vector(moved(pads.toLongs(), axes))));
        emit(node, node.attributes(), names, axes);
        return true;
    }

    private static long[] moved(long[] pads, int[] axes) {
        long[] moved = new long[2 * RANK];
        for (int i = 0; i < RANK; i++) {
            moved[axes[i]] = pads[i];
            moved[RANK + axes[i]] = pads[RANK + i];
        }
        return moved;
    }

    private boolean fits(View input, int[] axes) {
        Tensor weight = weights.get(input.value());
        return Arrays.equals(input.axes(), axes)
                || input.value().isEmpty()
                || weight != null && weight.shape().length <= RANK;
    }

    /** @return the name of a constant that broadcasts over what is there as {@code name} does over the view of it */
    private String constant(String name, int[] axes) {
        if (name.isEmpty() || weights.get(name).elements() == 1) {
            return name;
        }
        Tensor from = weights.get(name);
        long[] shape = new long[RANK];
        Arrays.fill(shape, 1);
        System.arraycopy(from.shape(), 0, shape, RANK - from.shape().length, from.shape().length);
        long[] to = new long[RANK];
        for (int i = 0; i < RANK; i++) {
            to[axes[i]] = shape[i];
        }
        Tensor moved = Tensor.allocate(from.type(), to);
        int[] at = new int[RANK];
        for (int i = 0; i < from.elements(); i++) {
            int rest = i;
            for (int axis = RANK - 1; axis >= 0; axis--) {
                at[axes[axis]] = (int) (rest % shape[axis]);
                rest /= (int) shape[axis];
            }
            long offset = ((at[0] * to[1] + at[1]) * to[2] + at[2]) * to[3] + at[3];
            moved.put((int) offset, from.get(i));
        }
        return weight(name, axes, moved);
    }

    private String weight(String name, int[] axes, Tensor moved) {
        String made = name + "/" + Arrays.toString(axes);
        weights.put(made, moved);
        return made;
    }

    /** @return the name of the file's value itself, computed where it is not there */
    private String turnedBack(View view) {
        if (!view.isTurned()) {
            return view.value();
        }
        String name = view.value() + "/" + Arrays.toString(view.axes());
        if (turned.putIfAbsent(name, name) == null) {
            long[] order = IntStream.of(view.axes()).asLongStream().toArray();
            nodes.add(node("Transpose", name, List.of(view.value()), name, Attributes.NONE.with("perm", order)));
        }
        return name;
    }

    private void emit(ModelNode node, Attributes attributes, List<String> inputs, int[] axes) {
        nodes.add(new ModelNode(node.operator(), node.name(), inputs, node.outputs(), attributes));
        node.outputs().forEach(output -> views.put(output, new View(output, axes)));
    }

    private static ModelNode node(String operator, String name, List<String> in, String out, Attributes attributes) {
        return new ModelNode(operator, name, in, List.of(out), attributes);
    }

    private View view(String name) {
        return views.getOrDefault(name, new View(name, null));
    }

    private static List<String> names(List<View> views) {
        return views.stream().map(View::value).toList();
    }
}
