package io.impasto.engine.quality;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.impasto.autodiff.Tensor;
import io.impasto.engine.image.Picture;
import io.impasto.engine.objective.Appearance;
import io.impasto.engine.objective.Style;

/** Measures {@link Quality} from what a network sees in the pictures. */
public final class Appraiser {
    /** Larger paintings are judged at this long side, in pixels, which bounds memory and time. */
    public static final int LONGEST_SIDE = 1024;

    private Appraiser() {}

    /** Shows a picture to the network. */
    @FunctionalInterface
    public interface Eye {
        /** @param features whether those of content layers are wanted, which take memory */
        Appearance see(Picture picture, boolean features);
    }

    /**
     * Looks once at each picture.
     *
     * @param eye the network; it may be slow
     * @param content the photograph
     * @param styles the styles at the size at which their strokes are as large as in the painting; one weight at least above 0
     * @param painting of the content's size
     */
    public static Quality appraise(Eye eye, Picture content, List<Style> styles, Picture painting) {
        long begun = System.nanoTime();
        Appearance ofContent = eye.see(content, true);
        Appearance ofPainting = eye.see(painting, true);
        List<Map<String, double[]>> targets = new ArrayList<>();
        for (Style style : styles) {
            Map<String, double[]> grams = new LinkedHashMap<>();
            eye.see(style.picture(), false).grams().forEach((layer, gram) -> grams.put(layer, doubles(gram)));
            targets.add(grams);
        }
        Map<String, Double> distances = new LinkedHashMap<>();
        Map<String, Double> structure = new LinkedHashMap<>();
        ofContent.features().forEach((layer, target) -> {
            Tensor image = ofPainting.features().get(layer);
            distances.put(layer, distance(image, target));
            structure.put(layer, StructuralDistance.of(target, image));
        });
        List<Map<String, Quality.StyleDistance>> each = targets.stream()
                .map(target -> distances(ofPainting, ofContent, target))
                .toList();
        double ssim = Ssim.of(content, painting);
        return new Quality(
                new Quality.Size(painting.width(), painting.height()),
                distances(ofPainting, ofContent, blend(targets, styles)),
                styles.size() > 1 ? each : List.of(),
                distances,
                structure,
                ssim,
                (System.nanoTime() - begun) / 1e9);
    }

    private static Map<String, Quality.StyleDistance> distances(
            Appearance painting, Appearance content, Map<String, double[]> targets) {
        Map<String, Quality.StyleDistance> distances = new LinkedHashMap<>();
        targets.forEach((layer, target) -> {
            double ofPainting = squares(doubles(painting.grams().get(layer)), target);
            double ofContent = squares(doubles(content.grams().get(layer)), target);
            double unit = squares(target, new double[target.length]);
            distances.put(layer, new Quality.StyleDistance(ratio(ofPainting, unit), ratio(ofPainting, ofContent)));
        });
        return distances;
    }

    /** The mean Gram matrix, after the styles' weights. */
    private static Map<String, double[]> blend(List<Map<String, double[]>> targets, List<Style> styles) {
        double sum = styles.stream().mapToDouble(Style::weight).sum();
        Map<String, double[]> blend = new LinkedHashMap<>();
        for (int k = 0; k < styles.size(); k++) {
            double share = styles.get(k).weight() / sum;
            targets.get(k).forEach((layer, gram) -> {
                double[] mean = blend.computeIfAbsent(layer, first -> new double[gram.length]);
                for (int i = 0; i < gram.length; i++) {
                    mean[i] += share * gram[i];
                }
            });
        }
        return blend;
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

    private static double[] doubles(Tensor tensor) {
        float[] values = tensor.toFloats();
        double[] wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }
}
