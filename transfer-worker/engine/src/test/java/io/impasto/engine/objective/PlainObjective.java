package io.impasto.engine.objective;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.impasto.engine.image.Picture;
import io.impasto.engine.network.ChannelOrder;
import io.impasto.engine.network.Preprocessing;

/** The formulas of every preset as loops in double precision, term by term as they are defined. */
final class PlainObjective {
    private final PlainNetwork network;
    private final Preprocessing preprocessing;
    private final ObjectiveSpec spec;
    private final Picture content;
    private final List<Style> styles;

    PlainObjective(
            PlainNetwork network,
            Preprocessing preprocessing,
            ObjectiveSpec spec,
            Picture content,
            List<Style> styles) {
        this.network = network;
        this.preprocessing = preprocessing;
        this.spec = spec;
        this.content = content;
        this.styles = styles;
    }

    Losses at(double[] image) {
        int h = content.height();
        int w = content.width();
        Map<String, PlainNetwork.Map3> now = features(image, w, h);
        Map<String, PlainNetwork.Map3> aim = features(doubles(content), w, h);
        Map<String, Double> contentTerms = new LinkedHashMap<>();
        for (String layer : spec.contentLayers()) {
            contentTerms.put(layer, contentTerm(layer, now.get(layer), aim.get(layer)));
        }
        Map<String, Double> styleTerms = new LinkedHashMap<>();
        double blendSum = styles.stream().mapToDouble(Style::weight).sum();
        for (String layer : spec.styleLayers()) {
            double term = 0;
            for (Style style : styles) {
                Picture picture = style.picture();
                PlainNetwork.Map3 target = features(doubles(picture), picture.width(), picture.height())
                        .get(layer);
                term += style.weight() / blendSum * styleTerm(layer, now.get(layer), target, (double) h * w);
            }
            styleTerms.put(layer, term);
        }
        return Losses.of(contentTerms, styleTerms, spec.tvWeight() * variation(image, w, h));
    }

    /** By central differences, which know nothing of the chain rule. */
    double[] gradient(double[] image) {
        double h = 1e-4;
        double[] gradient = new double[image.length];
        for (int i = 0; i < image.length; i++) {
            double x = image[i];
            image[i] = x + h;
            double above = at(image).total();
            image[i] = x - h;
            gradient[i] = (above - at(image).total()) / (2 * h);
            image[i] = x;
        }
        return gradient;
    }

    private double contentTerm(String layer, PlainNetwork.Map3 f, PlainNetwork.Map3 target) {
        double sum = sum(f.values().length, i -> square(f.values()[i] - target.values()[i]));
        double n = f.n();
        double m = f.positions();
        double wc = spec.contentWeight() * spec.contentLayerWeight(layer);
        return switch (spec.formula()) {
            case REPORT -> wc / (4 * n * m) * sum;
            case KERAS -> wc * sum;
            case GATYS -> wc / 2 * sum;
            case NEURAL_STYLE -> wc / (n * m) * sum;
            case STUDIO -> wc * sum / sum(target.values().length, i -> square(target.values()[i]));
        };
    }

    private double styleTerm(String layer, PlainNetwork.Map3 f, PlainNetwork.Map3 target, double pixels) {
        double[] a = gram(f);
        double[] aHat = gram(target);
        double m = f.positions();
        double mHat = target.positions();
        double n = f.n();
        double d = sum(a.length, i -> square(a[i] / m - aHat[i] / mHat));
        double w = spec.styleWeight() * spec.styleLayerWeight(layer);
        return switch (spec.formula()) {
            case REPORT, GATYS -> w / (4 * n * n) * d;
            case KERAS -> w / (4 * 9 * pixels * pixels) * sum(a.length, i -> square(a[i] - aHat[i]));
            case NEURAL_STYLE -> w / Math.pow(n, 4) * d;
            case STUDIO -> w * d / sum(a.length, i -> square(aHat[i] / mHat));
        };
    }

    private double variation(double[] x, int w, int h) {
        double sum = 0;
        for (int c = 0; c < 3; c++) {
            for (int y = 0; y < h - 1; y++) {
                for (int i = 0; i < w - 1; i++) {
                    int at = (c * h + y) * w + i;
                    double squares = square(x[at + 1] - x[at]) + square(x[at + w] - x[at]);
                    sum += spec.tv() == TotalVariation.KERAS ? Math.pow(squares, 1.25) : squares / 2;
                }
            }
        }
        return sum;
    }

    private Map<String, PlainNetwork.Map3> features(double[] rgb, int w, int h) {
        return network.features(new PlainNetwork.Map3(3, h, w, preprocessed(rgb, preprocessing)), spec.pooling());
    }

    static double[] preprocessed(double[] rgb, Preprocessing preprocessing) {
        int positions = rgb.length / 3;
        double[] input = new double[rgb.length];
        for (int out = 0; out < 3; out++) {
            int in = preprocessing.order() == ChannelOrder.RGB ? out : 2 - out;
            for (int i = 0; i < positions; i++) {
                input[out * positions + i] = (rgb[in * positions + i] * preprocessing.scale()
                                - preprocessing.mean().get(out))
                        / preprocessing.std().get(out);
            }
        }
        return input;
    }

    private static double[] gram(PlainNetwork.Map3 f) {
        double[] gram = new double[f.n() * f.n()];
        int m = f.positions();
        for (int i = 0; i < f.n(); i++) {
            for (int j = 0; j < f.n(); j++) {
                int row = i * m;
                int column = j * m;
                gram[i * f.n() + j] = sum(m, k -> f.values()[row + k] * f.values()[column + k]);
            }
        }
        return gram;
    }

    private static double sum(int count, Function<Integer, Double> value) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += value.apply(i);
        }
        return sum;
    }

    private static double square(double value) {
        return value * value;
    }

    static double[] doubles(Picture picture) {
        double[] values = new double[picture.rgb().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = picture.rgb()[i];
        }
        return values;
    }
}
