package io.impasto.engine.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import picocli.CommandLine.Option;

import io.impasto.engine.network.Models;
import io.impasto.engine.objective.Pooling;
import io.impasto.engine.objective.TotalVariation;
import io.impasto.engine.transfer.ColorMode;
import io.impasto.engine.transfer.OptimiserKind;
import io.impasto.engine.transfer.Preset;
import io.impasto.engine.transfer.Start;
import io.impasto.engine.transfer.TransferOptions;

/** The engine's options as flags, named as in the contract; what is left out is the preset's. */
final class TransferFlags {

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description =
                    "${bundle:presets}, or one of your own in the configuration: objective, optimiser and start; 'impasto presets' shows each. Default: studio.")
    private Preset preset;

    /** {@link Settings} reads it before the others. */
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "Where your own defaults and presets are set. Default: $IMPASTO_CONFIG, or impasto/config.toml in $XDG_CONFIG_HOME or ~/.config.")
    private Path config;

    @Option(
            names = {"--network", "--model"},
            paramLabel = "NAME|FILE",
            description = "A network that 'impasto model list' shows, or an .onnx file. Default: vgg19-slim.")
    private String network;

    @Option(
            names = "--size",
            paramLabel = "PIXELS",
            description =
                    "Long side of the painting, 32 to 4096; the larger, the finer the strokes in it. Default: 512.")
    private Integer size;

    @Option(
            names = "--evaluations",
            paramLabel = "N",
            description =
                    "Evaluations of loss and gradient over all levels together, 1 to 10000. Default: ${bundle:preset.evaluations}.")
    private Integer evaluations;

    @Option(
            names = "--preview-evaluations",
            paramLabel = "N",
            description =
                    "How many of the evaluations vgg19-slim does first, from coarse to fine, before it hands its picture to a network that is slower; 0 for none. Default: half with studio on VGG19, none otherwise.")
    private Integer previewEvaluations;

    @Option(
            names = "--levels",
            paramLabel = "N",
            description =
                    "Pyramid levels, 1 to 6; each is half as large as the next. Default: ${bundle:preset.levels}.")
    private Integer levels;

    @Option(
            names = "--optimizer",
            paramLabel = "NAME",
            description = "lbfgs, adam or sgd. Default: ${bundle:preset.optimizer}.")
    private OptimiserKind optimizer;

    @Option(
            names = "--learning-rate",
            paramLabel = "X",
            description =
                    "Length of the optimiser's steps, above 0, at most 10000. Default: lbfgs 1; adam 10; sgd with keras on VGG19 100 at 400 x 533 pixels, and in proportion at other sizes, otherwise what makes its first step 5 grey levels (root mean square).")
    private Double learningRate;

    @Option(
            names = "--momentum",
            paramLabel = "X",
            description = "How much of its last step sgd goes on with, 0 to below 1. Default: 0.")
    private Double momentum;

    @Option(
            names = "--decay-rate",
            paramLabel = "X",
            description =
                    "Of sgd, above 0, at most 1: learning-rate * decay-rate^(evaluation / decay-steps). Default: 0.96.")
    private Double decayRate;

    @Option(
            names = "--decay-steps",
            paramLabel = "N",
            description =
                    "Evaluations after which sgd's rate has fallen by the decay rate, 1 to 1000000. Default: 100.")
    private Integer decaySteps;

    @Option(
            names = "--start",
            paramLabel = "WHAT",
            description = "content, noise or image: what the painting starts from. Default: ${bundle:preset.start}.")
    private Start start;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Of start noise, 0 or more: the same seed is the same noise. Default: 0.")
    private Long seed;

    @Option(
            names = "--content-weight",
            paramLabel = "X",
            description =
                    "How closely the painting keeps to what is seen in the content, 0 to 1e12; what counts is its ratio to --style-weight. Default: ${bundle:preset.contentWeight}.")
    private Double contentWeight;

    @Option(
            names = "--style-weight",
            paramLabel = "X",
            description =
                    "How strongly the painting takes on the styles, 0 to 1e12. Default: ${bundle:preset.styleWeight}.")
    private Double styleWeight;

    @Option(
            names = "--intensity",
            paramLabel = "X",
            description =
                    "How far the painting goes from the photograph, 0, to fully painted, 100, in steps that look equal; in place of --style-weight, with studio only. Default: what --style-weight says.")
    private Double intensity;

    @Option(
            names = "--style-scale",
            paramLabel = "X",
            description =
                    "Size of the styles' brush strokes and patterns, 0.25 to 4: at 1 a style is as long as the painting, at 2 all in it is twice as large. Default: 1.")
    private Double styleScale;

    @Option(
            names = "--tv-weight",
            paramLabel = "X",
            description =
                    "How much it costs that neighbouring pixels differ (total variation), 0 to 1e12: more is smoother. Default: ${bundle:preset.tvWeight}.")
    private Double tvWeight;

    @Option(
            names = "--tv",
            paramLabel = "NAME",
            description = "keras or quadratic: how roughness is measured. Default: ${bundle:preset.tv}.")
    private TotalVariation tv;

    @Option(
            names = "--pooling",
            paramLabel = "NAME",
            description = "max or avg: what the network's poolings compute. Default: ${bundle:preset.pooling}.")
    private Pooling pooling;

    @Option(
            names = "--color",
            paramLabel = "NAME",
            description =
                    "style, content or matched: whose colours the painting has; matched gives the styles the photograph's before they are painted after. Default: style.")
    private ColorMode color;

    @Option(
            names = "--content-layers",
            paramLabel = "NAME",
            split = ",",
            description =
                    "Layers of the network by which contents are compared, deeper ones more freely; comma-separated, at most 16. Default: ${bundle:preset.contentLayers}; the network's own if it is not that deep.")
    private List<String> contentLayers;

    @Option(
            names = "--style-layers",
            paramLabel = "NAME",
            split = ",",
            description =
                    "Layers of the network by which styles are compared, deeper ones for larger forms; comma-separated, at most 16. Default: ${bundle:preset.styleLayers}; the network's own if it is not that deep.")
    private List<String> styleLayers;

    @Option(
            names = "--content-layer-weights",
            paramLabel = "X",
            split = ",",
            description =
                    "How much each content layer counts: comma-separated, one for each, 0 to 1e6; 0 leaves a layer out. Default: 1 each.")
    private List<Double> contentLayerWeights;

    @Option(
            names = "--style-layer-weights",
            paramLabel = "X",
            split = ",",
            description =
                    "How much each style layer counts: comma-separated, one for each, 0 to 1e6; 0 leaves a layer out. Default: ${bundle:preset.styleLayerWeights}.")
    private List<Double> styleLayerWeights;

    @Option(
            names = "--style-weights",
            paramLabel = "X",
            split = ",",
            description =
                    "How much of each --style is blended in: comma-separated, one for each; normalised to sum 1. Default: all equal.")
    private List<Double> styleWeights;

    /** @param resumed the network of the painting that goes on, if one does */
    String network(Optional<String> resumed) {
        return network != null ? network : resumed.orElse(Models.BUILT_IN);
    }

    /** @param startImageGiven a start image makes it the start unless another start was asked for */
    TransferOptions toOptions(boolean startImageGiven) {
        if (startImageGiven && start != null && start != Start.IMAGE) {
            throw Failure.usage("--start-image goes with --start image, not with --start " + start.key());
        }
        if (!startImageGiven && start == Start.IMAGE) {
            throw Failure.usage("--start image needs --start-image FILE");
        }
        return TransferOptions.builder()
                .preset(preset)
                .size(size)
                .evaluations(evaluations)
                .previewEvaluations(previewEvaluations)
                .levels(levels)
                .optimizer(optimizer)
                .learningRate(learningRate)
                .momentum(momentum)
                .decayRate(decayRate)
                .decaySteps(decaySteps)
                .start(startImageGiven ? Start.IMAGE : start)
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
                .build();
    }
}
