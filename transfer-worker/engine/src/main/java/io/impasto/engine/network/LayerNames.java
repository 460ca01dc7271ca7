package io.impasto.engine.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.impasto.autodiff.Model;
import io.impasto.autodiff.ModelNode;
import io.impasto.autodiff.ValueInfo;

/**
 * Finds the names of a network's layers. Outputs that the file names ({@code style1_1}) are used as they are. Beside them
 * each feature map that {@link FeatureMaps} sees is called by its kind, {@code kindB_I}: {@code relu} a ReLU over a
 * convolution, as in VGG; {@code act} any other activation over one; {@code concat} branches that are joined, as the fire
 * modules of a SqueezeNet; {@code add} a residual block. Block {@code B} is one more than the poolings and strided
 * convolutions before it, but for a stride of the very first; {@code I} counts those of a kind within the block. So an
 * export with numbered nodes has the same names as any other.
 */
public final class LayerNames {
    private static final Pattern TELLING = Pattern.compile("[A-Za-z][A-Za-z0-9_./:-]{0,63}");
    private static final Set<String> SAYING_NOTHING = Set.of("output", "out", "features", "y");

    private LayerNames() {}

    /** Names to values of the model, in the order in which they are computed. */
    public static Map<String, String> of(Model model) {
        Map<String, String> valueToName = FeatureMaps.of(model);
        Map<String, String> names = new LinkedHashMap<>();
        Set<String> outputs = model.outputs().stream()
                .map(ValueInfo::name)
                .filter(name -> TELLING.matcher(name).matches() && !SAYING_NOTHING.contains(name))
                .collect(Collectors.toSet());
        for (ModelNode node : model.nodes()) {
            for (String value : node.outputs()) {
                String derived = valueToName.get(value);
                if (outputs.contains(value)) {
                    names.put(value, value);
                }
                // A file that gives this name to another value knows better.
                if (derived != null && !outputs.contains(derived)) {
                    names.put(derived, value);
                }
            }
        }
        return names;
    }

    /** Whether the names are those of a plain chain of convolutions, as VGG is. */
    static boolean isChain(List<String> layers) {
        return layers.stream()
                .noneMatch(layer -> FeatureMaps.BEYOND_A_CHAIN.matcher(layer).matches());
    }
}
