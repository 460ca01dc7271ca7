package io.impasto.engine.objective;

import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

import io.impasto.autodiff.Program;
import io.impasto.autodiff.Tensor;

/** The whole image in one run. Its buffers are allocated once and used at each evaluation. */
final class WholeProblem implements Problem {
    private final Program program;
    private final ObjectiveSpec spec;
    private final Targets targets;
    private final Map<String, Tensor> inputs;
    private final Map<String, Tensor> outputs = new HashMap<>();
    private final FloatBuffer image;
    private final FloatBuffer gradient;

    WholeProblem(Program program, ObjectiveSpec spec, Targets targets) {
        this.program = program;
        this.spec = spec;
        this.targets = targets;
        Tensor x = Tensor.allocate(1, 3, targets.height(), targets.width());
        Tensor dx = Tensor.allocate(1, 3, targets.height(), targets.width());
        inputs = new HashMap<>(targets.inputs());
        inputs.put(Programs.IMAGE, x);
        outputs.put(Programs.GRADIENT, dx);
        spec.contentLayers().forEach(layer -> outputs.put(Programs.content(layer), Tensor.allocate()));
        spec.styleLayers().forEach(layer -> outputs.put(Programs.style(layer), Tensor.allocate()));
        if (spec.tvWeight() > 0) {
            outputs.put(Programs.TV, Tensor.allocate());
        }
        if (spec.continuing()) {
            outputs.put(Programs.TEMPORAL, Tensor.allocate());
        }
        image = x.floats();
        gradient = dx.floats();
    }

    @Override
    public OptionalInt tileSide() {
        return OptionalInt.empty();
    }

    ObjectiveSpec spec() {
        return spec;
    }

    Targets targets() {
        return targets;
    }

    @Override
    public int width() {
        return targets.width();
    }

    @Override
    public int height() {
        return targets.height();
    }

    @Override
    public Losses evaluate(float[] rgb, float[] into) {
        image.put(0, rgb);
        program.run(inputs, outputs);
        gradient.get(0, into);
        Map<String, Double> content = new LinkedHashMap<>();
        for (String layer : spec.contentLayers()) {
            content.put(layer, outputs.get(Programs.content(layer)).item());
        }
        Map<String, Double> style = new LinkedHashMap<>();
        for (String layer : spec.styleLayers()) {
            String term = Programs.style(layer);
            style.put(layer, outputs.get(term).item() + targets.rests().get(term));
        }
        double tv = spec.tvWeight() > 0 ? outputs.get(Programs.TV).item() : 0;
        double temporal = spec.continuing() ? outputs.get(Programs.TEMPORAL).item() : 0;
        return Losses.of(content, style, tv, temporal);
    }
}
