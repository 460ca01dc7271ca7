package io.impasto.engine.quality;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.impasto.autodiff.Tensor;
import io.impasto.engine.image.Picture;
import io.impasto.engine.objective.Appearance;
import io.impasto.engine.objective.Guidance;
import io.impasto.engine.objective.Mask;
import io.impasto.engine.objective.Style;

/** Measures {@link Quality} from what a network sees in the pictures. */
public final class Appraiser {
    /** Larger paintings are judged at this long side, in pixels, which bounds memory and time. */
    public static final int LONGEST_SIDE = 1024;

    private Appraiser() {}

    /** Shows a picture to the network. */
    public interface Eye {
        /** @param features whether those of content layers are wanted, which take memory */
        Appearance see(Picture picture, boolean features);

        /**
         * Parts of a picture, each by itself.
         *
         * @param parts for each region; one that is empty is nothing
         * @return for each region, by style layer, {@code A/M}
         */
        List<Map<String, Tensor>> grams(Picture picture, List<Optional<Mask>> parts);
    }

    /**
     * Looks once at each picture; where there are regions, once more at all of them.
     *
     * @param eye the network; it may be slow
     * @param content the photograph
     * @param styles the styles at the size at which their strokes are as large as in the painting; one weight at least above 0
     * @param guidance which part of the painting is after which part of each style
     * @param painting of the content's size
     */
    public static Quality appraise(Eye eye, Picture content, List<Style> styles, Guidance guidance, Picture painting) {
        long begun = System.nanoTime();
        Appearance ofContent = eye.see(content, true);
        Appearance ofPainting = eye.see(painting, true);
        List<Map<String, double[]>> targets = new ArrayList<>();
        for (Style style : styles) {
            targets.add(doubles(eye.see(style.picture(), false).grams()));
        }
        Map<String, Double> distances = new LinkedHashMap<>();
        Map<String, Double> structure = new LinkedHashMap<>();
        ofContent.features().forEach((layer, target) -> {
            Tensor image = ofPainting.features().get(layer);
            distances.put(layer, distance(image, target));
            structure.put(layer, StructuralDistance.of(target, image));
        });
        List<Map<String, Quality.StyleDistance>> each = targets.stream()
                .map(target -> distances(ofPainting.grams(), ofContent.grams(), target))
                .toList();
        double ssim = Ssim.of(content, painting);
        return new Quality(
                new Quality.Size(painting.width(), painting.height()),
                distances(
                        ofPainting.grams(),
                        ofContent.grams(),
                        blend(targets, styles.stream().map(Style::weight).toList())),
                styles.size() > 1 ? each : List.of(),
                guidance.size() == 0 ? List.of() : regions(eye, content, styles, guidance, painting),
                distances,
                structure,
                ssim,
                (System.nanoTime() - begun) / 1e9);
    }

    private static List<Quality.Region> regions(
            Eye eye, Picture content, List<Style> styles, Guidance guidance, Picture painting) {
        List<Map<String, Tensor>> ofPainting = eye.grams(painting, guidance.parts());
        List<Map<String, Tensor>> ofContent = eye.grams(content, guidance.parts());
        List<List<Map<String, Tensor>>> ofStyles = new ArrayList<>();
        for (int k = 0; k < styles.size(); k++) {
            ofStyles.add(eye.grams(styles.get(k).picture(), guidance.styles().get(k)));
        }
        List<Quality.Region> regions = new ArrayList<>();
        for (int r = 0; r < guidance.size(); r++) {
            List<Double> weights = new ArrayList<>();
            List<Map<String, double[]>> targets = new ArrayList<>();
            for (int k = 0; k < styles.size(); k++) {
                boolean has = guidance.styles().get(k).get(r).isPresent();
                weights.add(has ? styles.get(k).weight() : 0);
                targets.add(doubles(ofStyles.get(k).get(r)));
            }
            double sum = sum(weights);
            regions.add(new Quality.Region(
                    guidance.regions().get(r).area(),
                    weights.stream().map(weight -> sum > 0 ? weight / sum : 0).toList(),
                    sum > 0 ? distances(ofPainting.get(r), ofContent.get(r), blend(targets, weights)) : Map.of()));
        }
        return regions;
    }

    private static Map<String, Quality.StyleDistance> distances(
            Map<String, Tensor> painting, Map<String, Tensor> content, Map<String, double[]> targets) {
        Map<String, Quality.StyleDistance> distances = new LinkedHashMap<>();
        targets.forEach((layer, target) -> {
            double ofPainting = squares(doubles(painting.get(layer)), target);
            double ofContent = squares(doubles(content.get(layer)), target);
            double unit = squares(target, new double[target.length]);
            distances.put(layer, new Quality.StyleDistance(ratio(ofPainting, unit), ratio(ofPainting, ofContent)));
        });
        return distances;
    }

    /** The mean Gram matrix, after the styles' weights. */
    private static Map<String, double[]> blend(List<Map<String, double[]>> targets, List<Double> weights) {
        double sum = sum(weights);
        Map<String, double[]> blend = new LinkedHashMap<>();
        for (int k = 0; k < weights.size(); k++) {
            double share = weights.get(k) / sum;
            targets.get(k).forEach((layer, gram) -> {
                double[] mean = blend.computeIfAbsent(layer, first -> new double[gram.length]);
                for (int i = 0; i < gram.length; i++) {
                    mean[i] += share * gram[i];
                }
            });
        }
        return blend;
    }

    private static double sum(List<Double> weights) {
        return weights.stream().mapToDouble(Double::doubleValue).sum();
    }

    private static Double distance(Tensor image, Tensor target) {
        FloatBuffer wanted = target.floats();
        FloatBuffer there = image.floats();
        double difference = 0;
        double unit = 0;
        for (int i = 0; i < wanted.capacity(); i++) {
            double f = wanted.get(i);
            double d = there.get(i) - f;
            difference += d * d;
            unit += f * f;
        }
        return ratio(difference, unit);
    }

    private static double squares(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return sum;
    }

    private static Double ratio(double part, double whole) {
        return whole > 0 ? Double.valueOf(part / whole) : null;
    }

    private static Map<String, double[]> doubles(Map<String, Tensor> grams) {
        Map<String, double[]> wide = new LinkedHashMap<>();
        grams.forEach((layer, gram) -> wide.put(layer, doubles(gram)));
        return wide;
    }

    private static double[] doubles(Tensor tensor) {
        float[] values = tensor.toFloats();
        double[] wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }
}
