package io.impasto.engine.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.impasto.autodiff.Model;

/**
 * The layers of the {@code studio} preset where no manifest names them. Of a chain as VGG: content {@code relu4_2} (or the
 * deepest it has), style the first ReLU of each block. Of any other network: content the deepest layer that still has a
 * position for each 8 pixels, as {@code relu4_2} has; style the first joined or residual feature map of each block, or
 * the first activation where it has none, down to one position for 16 pixels.
 *
 * @param content shallowest first
 * @param style shallowest first
 */
record DefaultLayers(List<String> content, List<String> style) {
    private static final Pattern LAYER = Pattern.compile("(relu|act|concat|add)(\\d+)_\\d+");
    private static final Pattern FIRST_OF_BLOCK = Pattern.compile("relu\\d+_1");
    private static final Set<String> MODULES = Set.of("concat", "add");
    private static final int SIDE = 512;
    private static final int COARSEST_CONTENT = 8;
    private static final int COARSEST_STYLE = 16;

    static DefaultLayers of(Model model) {
        Map<String, String> values = LayerNames.of(model);
        List<String> layers = List.copyOf(values.keySet());
        return LayerNames.isChain(layers) ? ofChain(layers) : ofModules(layers, LeastSide.lengths(model, values, SIDE));
    }

    private static DefaultLayers ofChain(List<String> layers) {
        List<String> content = layers.contains("relu4_2") || layers.isEmpty()
                ? List.of("relu4_2")
                : List.of(layers.get(layers.size() - 1));
        List<String> style = layers.stream()
                .filter(layer -> FIRST_OF_BLOCK.matcher(layer).matches())
                .toList();
        return new DefaultLayers(content, style.isEmpty() ? layers : style);
    }

    private static DefaultLayers ofModules(List<String> layers, Map<String, Integer> lengths) {
        String content = layers.get(0);
        Map<String, String> firsts = new LinkedHashMap<>();
        for (String layer : layers) {
            Matcher name = LAYER.matcher(layer);
            if (!name.matches()) {
                continue;
            }
            if (pixels(lengths.get(layer)) <= COARSEST_CONTENT) {
                content = layer;
            }
            if (pixels(lengths.get(layer)) <= COARSEST_STYLE) {
                firsts.merge(
                        name.group(2), layer, (first, later) -> isModule(later) && !isModule(first) ? later : first);
            }
        }
        return new DefaultLayers(List.of(content), new ArrayList<>(firsts.values()));
    }

    /** For a position, rounded down: windows without padding lose some positions at the border. */
    private static int pixels(int length) {
        return SIDE / Math.max(1, length);
    }

    private static boolean isModule(String layer) {
        return MODULES.stream().anyMatch(layer::startsWith);
    }
}
