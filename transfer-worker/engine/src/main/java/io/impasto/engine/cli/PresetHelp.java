package io.impasto.engine.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.ListResourceBundle;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.impasto.engine.transfer.Preset;
import io.impasto.engine.transfer.PresetDefaults;

/** The presets' defaults as the help names them, such as {@code studio 150; keras and report 4000}: said once, in the engine. */
final class PresetHelp extends ListResourceBundle {

    @Override
    protected Object[][] getContents() {
        return new Object[][] {
            {"presets", listed(keys(List.of(Preset.values())), "or")},
            {"preset.evaluations", each(preset -> Integer.toString(preset.evaluations()))},
            {"preset.levels", each(PresetHelp::levels)},
            {"preset.optimizer", each(preset -> preset.optimizer().key())},
            {"preset.start", each(preset -> preset.start().key())},
            {"preset.pooling", each(preset -> preset.pooling().key())},
            {"preset.tv", each(preset -> preset.tv().key())},
            {"preset.contentWeight", each(preset -> number(preset.contentWeight()))},
            {"preset.styleWeight", each(preset -> number(preset.styleWeight()))},
            {"preset.tvWeight", each(preset -> number(preset.tvWeight()))},
            {"preset.contentLayers", each(preset -> layers(preset.contentLayers()))},
            {"preset.styleLayers", each(preset -> layers(preset.styleLayers()))},
            {"preset.styleLayerWeights", each(preset -> preset.styleShares() ? "1/L each for L layers" : "1 each")},
        };
    }

    static String levels(PresetDefaults preset) {
        return preset.pyramid() ? "as many as keep the smallest level at 128 pixels or more" : "1";
    }

    static String layers(List<String> layers) {
        return layers.isEmpty() ? "the network's own" : String.join(",", layers);
    }

    /** As short as it is exact: {@code 300}, {@code 2.5e-8}. */
    static String number(double value) {
        String text = value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
        return text.toLowerCase(Locale.ROOT).replace(".0e", "e");
    }

    /** Presets that say the same together, in the order of the first of them. */
    private static String each(Function<PresetDefaults, String> value) {
        Map<String, List<Preset>> saying = Arrays.stream(Preset.values())
                .collect(Collectors.groupingBy(
                        preset -> value.apply(preset.defaults()), LinkedHashMap::new, Collectors.toList()));
        return saying.size() == 1
                ? saying.keySet().iterator().next()
                : saying.entrySet().stream()
                        .map(entry -> listed(keys(entry.getValue()), "and") + " " + entry.getKey())
                        .collect(Collectors.joining("; "));
    }

    private static List<String> keys(List<Preset> presets) {
        return presets.stream().map(Preset::key).toList();
    }

    private static String listed(List<String> words, String last) {
        int most = words.size() - 1;
        return most == 0
                ? words.get(0)
                : String.join(", ", words.subList(0, most)) + " " + last + " " + words.get(most);
    }
}
