package io.impasto.engine.objective;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

import io.impasto.autodiff.Model;
import io.impasto.autodiff.Program;
import io.impasto.autodiff.Tensor;
import io.impasto.autodiff.ValueInfo;
import io.impasto.engine.device.Execution;
import io.impasto.engine.device.Precision;
import io.impasto.engine.image.Picture;
import io.impasto.engine.network.FeatureNetwork;
import io.impasto.engine.network.Reach;

/** The warm sessions that evaluate pictures tile by tile. Not for two threads at once; {@link #terminate} may come from any. */
final class Tiling implements AutoCloseable {
    private final FeatureNetwork network;
    private final Layout layout;
    private final Reach reach;
    private final Map<String, Integer> channels = new HashMap<>();
    private final Program survey;
    private final Program gradient;
    private final Optional<Program> variation;
    private volatile int terminations;

    Tiling(FeatureNetwork network, Layout layout, Execution execution) {
        Precision precision = execution.precision();
        this.network = network;
        this.layout = layout;
        this.reach = network.reach(layout.layers());
        Model surveying = TilePrograms.survey(network, layout, precision);
        for (ValueInfo output : surveying.outputs()) {
            channels.put(
                    output.name(),
                    Math.toIntExact(output.shape().dim(output.shape().rank() == 4 ? 1 : 0)));
        }
        this.gradient = Program.load(TilePrograms.gradient(network, layout, precision), execution.programs());
        this.survey = Program.load(surveying, execution.programs());
        this.variation = TilePrograms.variation(layout).map(model -> Program.load(model, execution.programs()));
    }

    Layout layout() {
        return layout;
    }

    /** Memory for the tiles of a picture. */
    TileFeeds feeds(int width, int height, int side) {
        Map<String, Integer> ofContent = new HashMap<>();
        layout.contentLayers().forEach(layer -> ofContent.put(layer, channels.get(Programs.content(layer))));
        return new TileFeeds(network, layout, reach, TileGrid.of(width, height, side, reach), ofContent);
    }

    /**
     * What the target program returns for a whole picture: features of content layers, Gram matrices and M of style layers.
     *
     * @param guides by the names of {@link Layout#grams}; none without guidance
     */
    Map<String, Tensor> targets(Picture picture, Map<String, Tensor> guides, TileFeeds feeds, boolean withFeatures) {
        Map<String, Tensor> targets = new HashMap<>();
        if (withFeatures) {
            layout.contentLayers().forEach(layer -> targets.put(Programs.content(layer), feeds.wholeFeatures(layer)));
        }
        shares(picture.rgb(), guides, feeds, targets).forEach((term, gram) -> {
            float[] rounded = new float[gram.length];
            for (int i = 0; i < gram.length; i++) {
                rounded[i] = (float) gram[i];
            }
            int n = channels.get(term);
            targets.put(term, Tensor.of(rounded, n, n));
        });
        layout.styleLayers()
                .forEach(layer -> targets.put(
                        Programs.positions(Programs.style(layer)),
                        Tensor.of(new float[] {(float) positions(layer, feeds.grid())})));
        return targets;
    }

    private double positions(String layer, TileGrid grid) {
        return (double) network.lengths(layout.layers(), grid.height()).get(layer)
                * network.lengths(layout.layers(), grid.width()).get(layer);
    }

    /** The Gram matrices of each style layer over a whole image, by the names of {@link Layout#grams}. */
    Map<String, double[]> grams(float[] rgb, Map<String, Tensor> guides, TileFeeds feeds) {
        return shares(rgb, guides, feeds, Map.of());
    }

    /** @param features whole pictures' features to fill, by term; none are computed where this is empty */
    private Map<String, double[]> shares(
            float[] rgb, Map<String, Tensor> guides, TileFeeds feeds, Map<String, Tensor> features) {
        Map<String, double[]> sums = new HashMap<>();
        Map<String, Tensor> outputs = new HashMap<>();
        for (String layer : layout.styleLayers()) {
            for (String gram : layout.grams(layer)) {
                int n = channels.get(gram);
                sums.put(gram, new double[n * n]);
                outputs.put(gram, Tensor.allocate(n, n));
            }
        }
        if (outputs.isEmpty() && features.isEmpty()) {
            return sums;
        }
        int begun = terminations;
        for (Tile tile : feeds.grid().tiles()) {
            Map<String, Tensor> inputs = new HashMap<>();
            inputs.put(Programs.IMAGE, feeds.image(tile, rgb));
            inputs.putAll(styleMasks(guides, feeds, tile));
            if (!features.isEmpty()) {
                layout.contentLayers()
                        .forEach(layer -> outputs.put(Programs.content(layer), feeds.features(layer, tile)));
            }
            run(survey, inputs, outputs, begun);
            sums.forEach((term, sum) -> add(outputs.get(term), sum));
            if (!features.isEmpty()) {
                layout.contentLayers()
                        .forEach(layer -> feeds.gather(layer, tile, features.get(Programs.content(layer))));
            }
        }
        return sums;
    }

    /** Of a tile, as inputs of either program. */
    Map<String, Tensor> styleMasks(Map<String, Tensor> guides, TileFeeds feeds, Tile tile) {
        Map<String, Tensor> masks = new HashMap<>();
        for (String layer : layout.styleLayers()) {
            for (String gram : layout.grams(layer)) {
                masks.put(
                        TilePrograms.mask(gram),
                        layout.regions() == 0
                                ? feeds.styleMask(layer, tile)
                                : feeds.guide(gram, layer, tile, guides.get(gram)));
            }
        }
        return masks;
    }

    private static void add(Tensor share, double[] sum) {
        float[] values = share.toFloats();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += values[i];
        }
    }

    /**
     * Content terms and the gradient of one tile.
     *
     * @param begun of {@link #begin}
     */
    void gradient(Map<String, Tensor> inputs, Map<String, Tensor> outputs, int begun) {
        run(gradient, inputs, outputs, begun);
    }

    /** As {@link #gradient}, of total variation. */
    void variation(Map<String, Tensor> inputs, Map<String, Tensor> outputs, int begun) {
        run(variation.orElseThrow(), inputs, outputs, begun);
    }

    /** What tells a termination from now on from those before. */
    int begin() {
        return terminations;
    }

    private void run(Program program, Map<String, Tensor> inputs, Map<String, Tensor> outputs, int begun) {
        // Between two tiles no run is under way that could be ended.
        if (terminations != begun) {
            throw new CancellationException("the run was terminated");
        }
        program.run(inputs, outputs);
    }

    /** Ends the work in progress within milliseconds; nothing if there is none. */
    synchronized void terminate() {
        terminations++;
        programs().forEach(Program::terminate);
    }

    @Override
    public void close() {
        programs().forEach(Program::close);
    }

    private Stream<Program> programs() {
        return Stream.concat(Stream.of(survey, gradient), variation.stream());
    }
}
