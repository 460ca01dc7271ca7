package io.impasto.engine.objective;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.impasto.autodiff.Tensor;

/**
 * What an image of one size is to become: everything that is fed beside the image itself.
 *
 * @param goals what was weighed
 * @param inputs targets, weights and guides, by the names of {@link Programs}
 * @param rests by style term, what no image can lower (see {@link StyleBlend})
 */
record Targets(Goals goals, Map<String, Tensor> inputs, Map<String, Double> rests) {

    /** @param blend the styles' shares, sum 1 */
    static Targets of(ObjectiveSpec spec, Goals goals, double[] blend) {
        Map<String, Tensor> content = goals.content();
        List<Map<String, Tensor>> styles = goals.styles();
        Normalisation normalisation = new Normalisation(spec, (long) goals.width() * goals.height());
        Layout layout = Layout.of(spec);
        double[][] shares = layout.regions() == 0
                ? new double[][] {blend}
                : goals.guidance().shares(blend);
        Map<String, Tensor> inputs = new HashMap<>();
        goals.guides().forEach((gram, guide) -> inputs.put(Programs.guide(gram), guide));
        Map<String, Double> rests = new HashMap<>();
        for (String layer : spec.contentLayers()) {
            String term = Programs.content(layer);
            Tensor target = content.get(term);
            long[] shape = target.shape();
            inputs.put(Programs.target(term), target);
            inputs.put(
                    Programs.weight(term),
                    scalar(normalisation.content(layer, shape[1], shape[2] * shape[3], squares(target))));
        }
        for (String layer : spec.styleLayers()) {
            List<String> grams = layout.grams(layer);
            double rest = 0;
            for (int i = 0; i < grams.size(); i++) {
                String gram = grams.get(i);
                StyleBlend target = blend(normalisation, layer, gram, content, styles, shares[i]);
                long n = content.get(gram).shape()[0];
                inputs.put(Programs.target(gram), Tensor.of(target.mean(), n, n));
                inputs.put(Programs.weight(gram), scalar(target.factor()));
                rest += target.rest();
            }
            rests.put(Programs.style(layer), rest);
        }
        if (spec.tvWeight() > 0) {
            inputs.put(Programs.weight(Programs.TV), scalar(spec.tvWeight()));
        }
        goals.before().ifPresent(before -> {
            inputs.put(
                    Programs.target(Programs.TEMPORAL),
                    Tensor.of(before.warped().rgb(), 1, 3, goals.height(), goals.width()));
            inputs.put(
                    Programs.certainty(Programs.TEMPORAL),
                    Tensor.of(before.weights(), 1, 1, goals.height(), goals.width()));
            inputs.put(Programs.weight(Programs.TEMPORAL), scalar(before.factor()));
        });
        return new Targets(goals, inputs, rests);
    }

    /** Of the image, pixels. */
    int width() {
        return goals.width();
    }

    /** Of the image, pixels. */
    int height() {
        return goals.height();
    }

    private static StyleBlend blend(
            Normalisation normalisation,
            String layer,
            String gram,
            Map<String, Tensor> content,
            List<Map<String, Tensor>> styles,
            double[] blend) {
        String term = Programs.style(layer);
        double n = content.get(gram).shape()[0];
        double m = content.get(Programs.positions(term)).item();
        double[] factors = new double[blend.length];
        List<double[]> targets = new ArrayList<>();
        int counting = 0;
        for (int k = 0; k < blend.length; k++) {
            if (blend[k] == 0) {
                continue;
            }
            double targetM = styles.get(k).get(Programs.positions(term)).item();
            float[] values = styles.get(k).get(gram).toFloats();
            double scale = normalisation.targetScale(m, targetM);
            double[] target = new double[values.length];
            for (int i = 0; i < values.length; i++) {
                target[i] = scale * values[i];
            }
            targets.add(target);
            factors[counting++] = blend[k] * normalisation.style(layer, n, m, squares(values, scale));
        }
        if (targets.isEmpty()) {
            // No style is meant for this region.
            return StyleBlend.of(List.of(new double[(int) (n * n)]), new double[1]);
        }
        return StyleBlend.of(targets, Arrays.copyOf(factors, counting));
    }

    /** Without a copy: the features of a large picture are large. */
    private static double squares(Tensor features) {
        FloatBuffer values = features.floats();
        double sum = 0;
        for (int i = 0; i < values.capacity(); i++) {
            sum += (double) values.get(i) * values.get(i);
        }
        return sum;
    }

    private static double squares(float[] values, double scale) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return scale * scale * sum;
    }

    private static Tensor scalar(double value) {
        return Tensor.of(new float[] {(float) value});
    }
}
