package io.impasto.engine.transfer;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.impasto.engine.network.FeatureNetwork;
import io.impasto.engine.objective.ObjectiveSpec;
import io.impasto.engine.objective.Pooling;
import io.impasto.engine.objective.TotalVariation;

/**
 * How to paint, after {@code transfer-options.v1}. A component that is {@code null} was left out: {@link #resolve} fills
 * in what the preset and the network say.
 *
 * @param preset objective, optimiser and start that the other options change
 * @param network name of the feature network; the caller opens it
 * @param size long side of the painting in pixels, 32..4096
 * @param evaluations of loss and gradient over all levels together, 1..10000
 * @param previewEvaluations how many of the evaluations the built-in network does first, from coarse to fine, before it
 *     hands its picture to the chosen one, which then paints at the full size only; fewer than {@code evaluations}, 0..9999
 * @param levels of the pyramid, each half as large as the next, 1..6
 * @param optimizer which optimiser
 * @param learningRate above 0, at most 10000
 * @param momentum of {@code sgd}, 0 to below 1
 * @param decayRate of {@code sgd}: {@code learningRate * decayRate^(evaluation / decaySteps)}, above 0, at most 1
 * @param decaySteps of {@code sgd}, 1..1000000
 * @param start what the painting starts from
 * @param startImage id of the start image, which the caller fetches
 * @param seed of start {@code noise}, 0..2^53-1
 * @param contentWeight 0..1e12
 * @param styleWeight 0..1e12
 * @param intensity of the style in place of {@code styleWeight}, with {@code studio} only: 0, the photograph, to 100, painted
 *     fully, in steps that look equal. Filled-in options say the weight that it came to
 * @param styleScale size of the styles relative to the painting, 0.25..4: at 1 a style's long side is the painting's, at 2 all
 *     that is in it, brush strokes too, is twice as large
 * @param tvWeight of total variation, 0..1e12
 * @param contentLayers 1..16 layer names
 * @param styleLayers 1..16 layer names
 * @param contentLayerWeights {@code v_l}, one for each content layer, each 0..1e6 and one at least above 0
 * @param styleLayerWeights {@code w_l}, one for each style layer, each 0..1e6 and one at least above 0
 * @param pooling what the network's poolings compute
 * @param color where the colours come from
 * @param tv how roughness is measured
 * @param styleWeights blend weights, one for each style, each 0..1e6 and one at least above 0
 * @param contentMasks for each style, in order, the id of a mask of where it goes, or {@code -} for everywhere; the caller fetches them
 * @param styleMasks for each style, in order, the id of a mask of what counts of it, or {@code -} for all
 * @param contentRegions id of a map of the content, in place of masks
 * @param styleRegions for each style the id of a map of it
 */
public record TransferOptions(
        Preset preset,
        String network,
        Integer size,
        Integer evaluations,
        Integer previewEvaluations,
        Integer levels,
        OptimiserKind optimizer,
        Double learningRate,
        Double momentum,
        Double decayRate,
        Integer decaySteps,
        Start start,
        String startImage,
        Long seed,
        Double contentWeight,
        Double styleWeight,
        Double intensity,
        Double styleScale,
        Double tvWeight,
        List<String> contentLayers,
        List<String> styleLayers,
        List<Double> contentLayerWeights,
        List<Double> styleLayerWeights,
        Pooling pooling,
        ColorMode color,
        TotalVariation tv,
        List<Double> styleWeights,
        List<String> contentMasks,
        List<String> styleMasks,
        String contentRegions,
        List<String> styleRegions) {

    /** @throws InvalidOption if a value is out of range; names the option and the range */
    public TransferOptions {
        OptionRanges.whole("size", size, 32, 4096);
        OptionRanges.whole("evaluations", evaluations, 1, 10_000);
        OptionRanges.whole("previewEvaluations", previewEvaluations, 0, 9_999);
        OptionRanges.whole("levels", levels, 1, 6);
        OptionRanges.above("learningRate", learningRate, 0, 10_000);
        OptionRanges.below("momentum", momentum, 0, 1);
        OptionRanges.above("decayRate", decayRate, 0, 1);
        OptionRanges.whole("decaySteps", decaySteps, 1, 1_000_000);
        OptionRanges.whole("seed", seed, 0, (1L << 53) - 1);
        OptionRanges.within("contentWeight", contentWeight, 0, 1e12);
        OptionRanges.within("styleWeight", styleWeight, 0, 1e12);
        OptionRanges.within("intensity", intensity, 0, 100);
        OptionRanges.within("styleScale", styleScale, 0.25, 4);
        OptionRanges.within("tvWeight", tvWeight, 0, 1e12);
        contentLayers = OptionRanges.layers("contentLayers", contentLayers);
        styleLayers = OptionRanges.layers("styleLayers", styleLayers);
        contentLayerWeights = OptionRanges.layerWeights("contentLayerWeights", contentLayerWeights, contentLayers);
        styleLayerWeights = OptionRanges.layerWeights("styleLayerWeights", styleLayerWeights, styleLayers);
        styleWeights = OptionRanges.blend("styleWeights", styleWeights);
        contentMasks = OptionRanges.images("contentMasks", contentMasks);
        styleMasks = OptionRanges.images("styleMasks", styleMasks);
        styleRegions = OptionRanges.images("styleRegions", styleRegions);
        OptionRanges.masksOrRegions(contentMasks != null || styleMasks != null, contentRegions, styleRegions);
        OptionRanges.intensityAlone(intensity, styleWeight, preset);
        OptionRanges.somethingToPaint(contentWeight, styleWeight);
    }

    /** Everything left out: the {@code studio} preset's defaults. */
    public static TransferOptions defaults() {
        return builder().build();
    }

    /** Everything left out so far. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts from these options. */
    public Builder toBuilder() {
        return builder()
                .preset(preset)
                .network(network)
                .size(size)
                .evaluations(evaluations)
                .previewEvaluations(previewEvaluations)
                .levels(levels)
                .optimizer(optimizer)
                .learningRate(learningRate)
                .momentum(momentum)
                .decayRate(decayRate)
                .decaySteps(decaySteps)
                .start(start)
                .startImage(startImage)
                .seed(seed)
                .contentWeight(contentWeight)
                .styleWeight(styleWeight)
                .intensity(intensity)
                .styleScale(styleScale)
                .tvWeight(tvWeight)
                .contentLayers(contentLayers)
                .styleLayers(styleLayers)
                .contentLayerWeights(contentLayerWeights)
                .styleLayerWeights(styleLayerWeights)
                .pooling(pooling)
                .color(color)
                .tv(tv)
                .styleWeights(styleWeights)
                .contentMasks(contentMasks)
                .styleMasks(styleMasks)
                .contentRegions(contentRegions)
                .styleRegions(styleRegions);
    }

    /**
     * Reads the JSON object of {@code transfer-options.v1}.
     *
     * @throws InvalidOption for an unknown member (names the nearest), a wrong type, or a value out of range
     */
    public static TransferOptions fromJson(JsonNode json) {
        return OptionsJson.read(json);
    }

    /** The JSON object of {@code transfer-options.v1}, without what was left out. */
    public ObjectNode toJson() {
        return OptionsJson.write(this);
    }

    /**
     * These options with everything filled in that was left out, as the preset and the network say; but for the learning
     * rate of {@code sgd}: that of {@code keras} on VGG19 depends on the painting's size, and otherwise {@code sgd} takes
     * it from the first gradient.
     *
     * @throws InvalidOption for a layer that the network lacks; names it and those there are
     */
    public TransferOptions resolve(FeatureNetwork network) {
        return OptionDefaults.fill(this, network);
    }

    /**
     * These options with everything filled in that was left out, for a content image of this shape.
     *
     * @param contentWidth of the content image, pixels
     * @param contentHeight of the content image, pixels
     * @throws InvalidOption for a layer that the network lacks; names it and those there are
     */
    public TransferOptions resolve(FeatureNetwork network, int contentWidth, int contentHeight) {
        TransferOptions filled = resolve(network);
        return OptionDefaults.fillRate(
                filled,
                network,
                Pyramid.side(contentWidth, contentWidth, contentHeight, filled.size()),
                Pyramid.side(contentHeight, contentWidth, contentHeight, filled.size()));
    }

    /**
     * The objective that these options state on a network; what was left out is filled in. Layers of weight 0 are left out
     * of it.
     *
     * @throws InvalidOption for a layer that the network lacks; names it and those there are
     */
    public ObjectiveSpec objective(FeatureNetwork network) {
        return OptionDefaults.objective(resolve(network), network);
    }

    /** How a list of masks says that a style has none. */
    public static final String NO_MASK = "-";

    /** All images that are named: start image, masks, maps. */
    public List<String> images() {
        return Stream.of(
                        Stream.ofNullable(startImage),
                        Stream.ofNullable(contentMasks).flatMap(List::stream),
                        Stream.ofNullable(styleMasks).flatMap(List::stream),
                        Stream.ofNullable(contentRegions),
                        Stream.ofNullable(styleRegions).flatMap(List::stream))
                .flatMap(group -> group)
                .filter(image -> !image.equals(NO_MASK))
                .toList();
    }

    /** The same with other names of the images. */
    public TransferOptions withImages(UnaryOperator<String> name) {
        UnaryOperator<String> orNone = image -> image.equals(NO_MASK) ? image : name.apply(image);
        return toBuilder()
                .startImage(startImage == null ? null : name.apply(startImage))
                .contentMasks(renamed(contentMasks, orNone))
                .styleMasks(renamed(styleMasks, orNone))
                .contentRegions(contentRegions == null ? null : name.apply(contentRegions))
                .styleRegions(renamed(styleRegions, name))
                .build();
    }

    private static List<String> renamed(List<String> images, UnaryOperator<String> name) {
        return images == null ? null : images.stream().map(name).toList();
    }

    /** Pixels at which a style is to be at hand for a painting of this long side; not fewer than for {@code styleScale} 1. */
    public int styleSide(int longSide) {
        return styleScale == null || styleScale <= 1 ? longSide : (int) Math.ceil(styleScale * longSide);
    }

    /**
     * These options, and the others' where they leave something out; {@code intensity} and {@code styleWeight} take each other's
     * place.
     */
    public TransferOptions over(TransferOptions others) {
        return OptionsJson.over(this, others);
    }

    /** Sets options one by one; {@code null} leaves one out. */
    public static final class Builder {
        private Preset preset;
        private String network;
        private Integer size;
        private Integer evaluations;
        private Integer previewEvaluations;
        private Integer levels;
        private OptimiserKind optimizer;
        private Double learningRate;
        private Double momentum;
        private Double decayRate;
        private Integer decaySteps;
        private Start start;
        private String startImage;
        private Long seed;
        private Double contentWeight;
        private Double styleWeight;
        private Double intensity;
        private Double styleScale;
        private Double tvWeight;
        private List<String> contentLayers;
        private List<String> styleLayers;
        private List<Double> contentLayerWeights;
        private List<Double> styleLayerWeights;
        private Pooling pooling;
        private ColorMode color;
        private TotalVariation tv;
        private List<Double> styleWeights;
        private List<String> contentMasks;
        private List<String> styleMasks;
        private String contentRegions;
        private List<String> styleRegions;

        private Builder() {}

        public Builder preset(Preset preset) {
            this.preset = preset;
            return this;
        }

        public Builder network(String network) {
            this.network = network;
            return this;
        }

        public Builder size(Integer size) {
            this.size = size;
            return this;
        }

        public Builder evaluations(Integer evaluations) {
            this.evaluations = evaluations;
            return this;
        }

        public Builder previewEvaluations(Integer previewEvaluations) {
            this.previewEvaluations = previewEvaluations;
            return this;
        }

        public Builder levels(Integer levels) {
            this.levels = levels;
            return this;
        }

        public Builder optimizer(OptimiserKind optimizer) {
            this.optimizer = optimizer;
            return this;
        }

        public Builder learningRate(Double learningRate) {
            this.learningRate = learningRate;
            return this;
        }

        public Builder momentum(Double momentum) {
            this.momentum = momentum;
            return this;
        }

        public Builder decayRate(Double decayRate) {
            this.decayRate = decayRate;
            return this;
        }

        public Builder decaySteps(Integer decaySteps) {
            this.decaySteps = decaySteps;
            return this;
        }

        public Builder start(Start start) {
            this.start = start;
            return this;
        }

        public Builder startImage(String startImage) {
            this.startImage = startImage;
            return this;
        }

        public Builder seed(Long seed) {
            this.seed = seed;
            return this;
        }

        public Builder contentWeight(Double contentWeight) {
            this.contentWeight = contentWeight;
            return this;
        }

        public Builder styleWeight(Double styleWeight) {
            this.styleWeight = styleWeight;
            return this;
        }

        public Builder intensity(Double intensity) {
            this.intensity = intensity;
            return this;
        }

        public Builder styleScale(Double styleScale) {
            this.styleScale = styleScale;
            return this;
        }

        public Builder tvWeight(Double tvWeight) {
            this.tvWeight = tvWeight;
            return this;
        }

        public Builder contentLayers(List<String> contentLayers) {
            this.contentLayers = contentLayers;
            return this;
        }

        public Builder styleLayers(List<String> styleLayers) {
            this.styleLayers = styleLayers;
            return this;
        }

        public Builder contentLayerWeights(List<Double> contentLayerWeights) {
            this.contentLayerWeights = contentLayerWeights;
            return this;
        }

        public Builder styleLayerWeights(List<Double> styleLayerWeights) {
            this.styleLayerWeights = styleLayerWeights;
            return this;
        }

        public Builder pooling(Pooling pooling) {
            this.pooling = pooling;
            return this;
        }

        public Builder color(ColorMode color) {
            this.color = color;
            return this;
        }

        public Builder tv(TotalVariation tv) {
            this.tv = tv;
            return this;
        }

        public Builder styleWeights(List<Double> styleWeights) {
            this.styleWeights = styleWeights;
            return this;
        }

        public Builder contentMasks(List<String> contentMasks) {
            this.contentMasks = contentMasks;
            return this;
        }

        public Builder styleMasks(List<String> styleMasks) {
            this.styleMasks = styleMasks;
            return this;
        }

        public Builder contentRegions(String contentRegions) {
            this.contentRegions = contentRegions;
            return this;
        }

        public Builder styleRegions(List<String> styleRegions) {
            this.styleRegions = styleRegions;
            return this;
        }

        /** @throws InvalidOption if a value is out of range; names the option and the range */
        public TransferOptions build() {
            return new TransferOptions(
                    preset,
                    network,
                    size,
                    evaluations,
                    previewEvaluations,
                    levels,
                    optimizer,
                    learningRate,
                    momentum,
                    decayRate,
                    decaySteps,
                    start,
                    startImage,
                    seed,
                    contentWeight,
                    styleWeight,
                    intensity,
                    styleScale,
                    tvWeight,
                    contentLayers,
                    styleLayers,
                    contentLayerWeights,
                    styleLayerWeights,
                    pooling,
                    color,
                    tv,
                    styleWeights,
                    contentMasks,
                    styleMasks,
                    contentRegions,
                    styleRegions);
        }
    }
}
