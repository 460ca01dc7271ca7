package io.impasto.engine.transfer;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Checks single option values; {@code null} was left out and passes. NaN is out of every range. */
final class OptionRanges {
    private static final Pattern LAYER = Pattern.compile("[A-Za-z0-9_./:-]{1,64}");
    private static final int MOST_LAYERS = 16;
    static final int MOST_STYLES = 8;
    private static final double MOST_WEIGHT = 1e6;

    private OptionRanges() {}

    static void whole(String option, Number value, long least, long most) {
        if (value != null && (value.longValue() < least || value.longValue() > most)) {
            throw new InvalidOption(
                    option, option + " must be a whole number of " + least + " to " + most + ", not " + value);
        }
    }

    static void within(String option, Double value, double least, double most) {
        require(
                value == null || value >= least && value <= most,
                option,
                value,
                "of " + text(least) + " to " + text(most));
    }

    static void above(String option, Double value, double floor, double most) {
        require(
                value == null || value > floor && value <= most,
                option,
                value,
                "above " + text(floor) + ", at most " + text(most));
    }

    static void below(String option, Double value, double least, double ceiling) {
        require(
                value == null || value >= least && value < ceiling,
                option,
                value,
                "of at least " + text(least) + ", below " + text(ceiling));
    }

    static List<String> layers(String option, List<String> layers) {
        if (layers == null) {
            return null;
        }
        if (layers.isEmpty() || layers.size() > MOST_LAYERS) {
            throw new InvalidOption(
                    option, option + " must name 1 to " + MOST_LAYERS + " layers, not " + layers.size());
        }
        for (String layer : layers) {
            if (layer == null || !LAYER.matcher(layer).matches()) {
                throw new InvalidOption(option, option + " must hold layer names such as relu4_2, not '" + layer + "'");
            }
        }
        if (new HashSet<>(layers).size() < layers.size()) {
            throw new InvalidOption(option, option + " must name each layer once");
        }
        return List.copyOf(layers);
    }

    static List<Double> blend(String option, List<Double> weights) {
        if (weights == null) {
            return null;
        }
        return weights(option, weights, MOST_STYLES);
    }

    /** @param layers that are weighted; {@code null} if they are not known yet */
    static List<Double> layerWeights(String option, List<Double> weights, List<String> layers) {
        if (weights == null) {
            return null;
        }
        if (layers != null && layers.size() != weights.size()) {
            throw new InvalidOption(
                    option,
                    option + " must hold one weight for each of " + String.join(", ", layers) + ", not "
                            + weights.size());
        }
        return weights(option, weights, MOST_LAYERS);
    }

    static List<String> images(String option, List<String> images) {
        if (images == null) {
            return null;
        }
        if (images.isEmpty() || images.size() > MOST_STYLES) {
            throw new InvalidOption(
                    option, option + " must name 1 to " + MOST_STYLES + " images, not " + images.size());
        }
        return List.copyOf(images);
    }

    /** One way to say which part of the painting takes after which style. */
    static void masksOrRegions(boolean masks, String contentRegions, List<String> styleRegions) {
        if (masks && (contentRegions != null || styleRegions != null)) {
            throw new InvalidOption("contentRegions", GuidePictures.NOT_BOTH);
        }
    }

    /** Intensity says the weight of the style itself, and only where it was measured what that does. */
    static void intensityAlone(Double intensity, Double styleWeight, Preset preset) {
        if (intensity != null && styleWeight != null) {
            throw new InvalidOption(
                    "intensity", "intensity and styleWeight say the same thing in two ways: give one of them");
        }
        if (intensity != null && preset != null && preset != Preset.STUDIO) {
            throw new InvalidOption(
                    "intensity",
                    "intensity goes with preset studio alone, not with " + preset.key()
                            + ": say styleWeight and contentWeight there");
        }
    }

    /** Without content and style nothing is left but to smooth. */
    static void somethingToPaint(Double contentWeight, Double styleWeight) {
        if (contentWeight != null && styleWeight != null && contentWeight == 0 && styleWeight == 0) {
            throw new InvalidOption(
                    "styleWeight",
                    "styleWeight must be above 0 where the content's weight is 0: there would be nothing to paint");
        }
    }

    private static List<Double> weights(String option, List<Double> weights, int most) {
        if (weights.isEmpty() || weights.size() > most) {
            throw new InvalidOption(option, option + " must hold 1 to " + most + " weights, not " + weights.size());
        }
        for (Double weight : weights) {
            require(
                    weight != null && weight >= 0 && weight <= MOST_WEIGHT,
                    option,
                    weight,
                    "of 0 to " + text(MOST_WEIGHT));
        }
        if (weights.stream().mapToDouble(Double::doubleValue).sum() <= 0) {
            throw new InvalidOption(option, option + " must hold one weight above 0 at least");
        }
        return List.copyOf(weights);
    }

    private static void require(boolean holds, String option, Double value, String range) {
        if (!holds) {
            throw new InvalidOption(option, option + " must be a number " + range + ", not " + value);
        }
    }

    private static String text(double bound) {
        return Math.abs(bound) < 1e6
                ? (bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound))
                : String.format(Locale.ROOT, "%.0e", bound).replace("e+0", "e").replace("e+", "e");
    }
}
