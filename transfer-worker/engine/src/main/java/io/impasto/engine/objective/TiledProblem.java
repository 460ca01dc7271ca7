package io.impasto.engine.objective;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

import io.impasto.autodiff.Tensor;

/**
 * The image tile by tile, in two passes: the Gram matrices are summed over all tiles first, then each tile adds its share of
 * the gradient. Losses and gradient are those of the whole image, but for rounding.
 */
final class TiledProblem implements Problem {
    private final Tiling tiling;
    private final ObjectiveSpec spec;
    private final Targets targets;
    private final TileFeeds feeds;
    private final int side;
    private final TiledVariation variation;

    TiledProblem(Tiling tiling, ObjectiveSpec spec, Targets targets, TileFeeds feeds, int side) {
        this.tiling = tiling;
        this.spec = spec;
        this.targets = targets;
        this.feeds = feeds;
        this.side = side;
        this.variation = new TiledVariation(tiling, feeds);
    }

    Targets targets() {
        return targets;
    }

    /** Longest side of a tile, without its halo. */
    int side() {
        return side;
    }

    @Override
    public OptionalInt tileSide() {
        return OptionalInt.of(side);
    }

    @Override
    public int width() {
        return targets.width();
    }

    @Override
    public int height() {
        return targets.height();
    }

    @Override
    public Losses evaluate(float[] rgb, float[] into) {
        int begun = tiling.begin();
        Map<String, Double> style = new LinkedHashMap<>();
        Map<String, Tensor> slopes = new HashMap<>();
        Map<String, double[]> grams = tiling.grams(rgb, targets.goals().guides(), feeds);
        for (String layer : spec.styleLayers()) {
            String term = Programs.style(layer);
            double distance = 0;
            for (String gram : tiling.layout().grams(layer)) {
                distance += distance(gram, grams.get(gram), slopes);
            }
            style.put(layer, distance + targets.rests().get(term));
        }
        Arrays.fill(into, 0);
        Map<String, Double> content = new LinkedHashMap<>();
        spec.contentLayers().forEach(layer -> content.put(layer, 0.0));
        for (Tile tile : feeds.grid().tiles()) {
            addTile(tile, rgb, slopes, content, into, begun);
        }
        double tv = spec.tvWeight() > 0
                ? variation.add(rgb, targets.inputs().get(Programs.weight(Programs.TV)), into, begun)
                : 0;
        double temporal =
                targets.goals().before().map(before -> before.add(rgb, into)).orElse(0.0);
        return Losses.of(content, style, tv, temporal);
    }

    /** {@code w sum((A/M - T)^2)}, and its slope {@code 2 w (A/M - T)} among the inputs. */
    private double distance(String term, double[] gram, Map<String, Tensor> slopes) {
        Tensor target = targets.inputs().get(Programs.target(term));
        double weight = targets.inputs().get(Programs.weight(term)).item();
        float[] wanted = target.toFloats();
        float[] slope = new float[gram.length];
        double sum = 0;
        for (int i = 0; i < gram.length; i++) {
            double d = gram[i] - wanted[i];
            sum += d * d;
            slope[i] = (float) (2 * weight * d);
        }
        slopes.put(TilePrograms.slope(term), Tensor.of(slope, target.shape()));
        return weight * sum;
    }

    private void addTile(
            Tile tile, float[] rgb, Map<String, Tensor> slopes, Map<String, Double> content, float[] into, int begun) {
        Map<String, Tensor> inputs = new HashMap<>(slopes);
        Map<String, Tensor> outputs = new HashMap<>();
        inputs.put(Programs.IMAGE, feeds.image(tile, rgb));
        outputs.put(Programs.GRADIENT, feeds.gradient(tile));
        inputs.putAll(tiling.styleMasks(targets.goals().guides(), feeds, tile));
        for (String layer : spec.contentLayers()) {
            String term = Programs.content(layer);
            inputs.put(TilePrograms.mask(term), feeds.contentMask(layer, tile));
            inputs.put(Programs.weight(term), targets.inputs().get(Programs.weight(term)));
            Tensor whole = targets.inputs().get(Programs.target(term));
            inputs.put(Programs.target(term), feeds.spread(layer, tile, whole));
            outputs.put(term, Tensor.allocate());
        }
        tiling.gradient(inputs, outputs, begun);
        for (String layer : spec.contentLayers()) {
            content.merge(layer, outputs.get(Programs.content(layer)).item(), Double::sum);
        }
        feeds.addGradient(tile, into);
    }
}
