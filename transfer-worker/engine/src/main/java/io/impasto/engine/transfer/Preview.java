package io.impasto.engine.transfer;

import io.impasto.engine.network.FeatureNetwork;
import io.impasto.engine.network.Models;

/** The built-in network's part of a painting by another one: it is ten times faster and paints first, from coarse to fine. */
final class Preview {
    // Style weights 300 and 200 look alike on vgg19-slim and VGG19 under studio, whose terms are relative.
    private static final double STRENGTH = 1.5;
    // Then all takes as long as without a preview, and ends lower; see the benchmarks.
    private static final double SHARE = 0.5;

    private Preview() {}

    /**
     * How many evaluations it does: what the job says, or else what pays; none before itself.
     *
     * @param given the job's options
     * @param evaluations over all stages
     * @throws InvalidOption if nothing would be left for the chosen network
     */
    static int evaluations(TransferOptions given, int evaluations, FeatureNetwork chosen) {
        Integer asked = given.previewEvaluations();
        if (asked != null && asked >= evaluations) {
            throw new InvalidOption(
                    "previewEvaluations",
                    "previewEvaluations must be fewer than the " + evaluations + " evaluations, not " + asked);
        }
        if (chosen.name().equals(Models.BUILT_IN)) {
            return 0;
        }
        boolean pays = (given.preset() == null || given.preset() == Preset.STUDIO) && !Intensity.keepsContent(given);
        return asked != null ? asked : pays && costly(chosen) ? (int) (SHARE * evaluations) : 0;
    }

    /** VGG's own layers stand for VGG's width; of other networks it is not known that they are slower than this one. */
    private static boolean costly(FeatureNetwork network) {
        return network.manifest().styleLayers().contains("relu1_1");
    }

    /**
     * The same look on the built-in network: its own layers, and L-BFGS, which is there in the fewest evaluations.
     *
     * @param options of the painting, filled in
     */
    static TransferOptions options(TransferOptions options, FeatureNetwork builtIn) {
        double strength = options.preset() == Preset.STUDIO ? STRENGTH : 1;
        return options.toBuilder()
                .network(null)
                .contentLayers(null)
                .styleLayers(null)
                .contentLayerWeights(null)
                .styleLayerWeights(null)
                .styleWeight(Math.min(1e12, strength * options.styleWeight()))
                .optimizer(OptimiserKind.LBFGS)
                .learningRate(null)
                .momentum(null)
                .decayRate(null)
                .decaySteps(null)
                .build()
                .resolve(builtIn);
    }
}
