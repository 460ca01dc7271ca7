package io.impasto.engine.objective;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.impasto.autodiff.Program;
import io.impasto.autodiff.Tensor;
import io.impasto.engine.optimiser.OptimiserState;
import io.impasto.engine.steps.StepRule;

/** A problem and a rule that steps down it, several steps a run. For one thread at a time. */
public final class Steps {
    private final Program program;
    private final ObjectiveSpec spec;
    private final Targets targets;
    private final StepRule rule;
    private final int most;

    /** @param most steps that one run should take */
    Steps(Program program, ObjectiveSpec spec, Targets targets, StepRule rule, int most) {
        this.most = most;
        this.program = program;
        this.spec = spec;
        this.targets = targets;
        this.rule = rule;
    }

    /** How many steps one run should take at most. */
    public int most() {
        return most;
    }

    /**
     * What some steps came to.
     *
     * @param losses at each iterate that was evaluated, the first being where they began; fewer than steps were asked for
     *     if one was above the limit or not a number, which is the last one then
     * @param last the iterate that was evaluated last, planar {@code 3 x H x W}
     * @param gradient of the total there
     * @param next the iterate after it, not evaluated yet
     * @param state of the optimiser then
     */
    public record Run(List<Losses> losses, float[] last, float[] gradient, float[] next, OptimiserState state) {}

    /**
     * Takes steps.
     *
     * @param rgb where they begin, planar {@code 3 x H x W}
     * @param state of the optimiser there
     * @param scales by which each step is shortened; as many as there are steps to take
     * @param limit the loss above which nothing goes on
     * @throws java.util.concurrent.CancellationException if {@link Evaluator#terminate} was called meanwhile
     */
    public Run run(float[] rgb, OptimiserState state, double[] scales, double limit) {
        int height = targets.height();
        int width = targets.width();
        Map<String, Tensor> inputs = new HashMap<>(targets.inputs());
        inputs.put(Programs.IMAGE, Tensor.of(rgb, 1, 3, height, width));
        inputs.put(StepProgram.TURNS, Tensor.of(new long[] {scales.length}));
        inputs.put(StepProgram.LENGTHS, Tensor.of(rule.lengths(state.steps(), scales), scales.length));
        inputs.put(StepProgram.LIMIT, scalar(Math.min(Float.MAX_VALUE, limit - rests())));
        rule.settings().forEach((name, value) -> inputs.put(StepProgram.setting(name), scalar(value)));
        rule.carried(state, height, width).forEach((member, value) -> inputs.put(StepProgram.state(member), value));

        Map<String, Tensor> outputs = program.run(inputs);
        List<Losses> losses = losses(outputs);
        Map<String, Tensor> carried = new HashMap<>();
        rule.state()
                .keySet()
                .forEach(member -> carried.put(member, outputs.get(StepProgram.next(StepProgram.state(member)))));
        return new Run(
                losses,
                outputs.get(StepProgram.next(StepProgram.SEEN)).toFloats(),
                outputs.get(StepProgram.next(StepProgram.SEEN_GRADIENT)).toFloats(),
                outputs.get(StepProgram.next(Programs.IMAGE)).toFloats(),
                rule.state(carried, state.steps() + losses.size()));
    }

    private List<Losses> losses(Map<String, Tensor> outputs) {
        Map<String, float[]> terms = new HashMap<>();
        outputs.forEach((name, value) -> {
            if (value.shape().length == 1 && isTerm(name)) {
                terms.put(name, value.toFloats());
            }
        });
        int evaluated = terms.values().iterator().next().length;
        List<Losses> losses = new ArrayList<>();
        for (int i = 0; i < evaluated; i++) {
            Map<String, Double> content = new LinkedHashMap<>();
            for (String layer : spec.contentLayers()) {
                content.put(layer, (double) terms.get(Programs.content(layer))[i]);
            }
            Map<String, Double> style = new LinkedHashMap<>();
            for (String layer : spec.styleLayers()) {
                String term = Programs.style(layer);
                style.put(layer, terms.get(term)[i] + targets.rests().get(term));
            }
            losses.add(Losses.of(
                    content,
                    style,
                    spec.tvWeight() > 0 ? terms.get(Programs.TV)[i] : 0,
                    spec.continuing() ? terms.get(Programs.TEMPORAL)[i] : 0));
        }
        return losses;
    }

    private boolean isTerm(String name) {
        return name.equals(Programs.TV)
                || name.equals(Programs.TEMPORAL)
                || spec.contentLayers().stream().map(Programs::content).anyMatch(name::equals)
                || targets.rests().containsKey(name);
    }

    private double rests() {
        return targets.rests().values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
    }

    private static Tensor scalar(double value) {
        return Tensor.of(new float[] {(float) value});
    }
}
