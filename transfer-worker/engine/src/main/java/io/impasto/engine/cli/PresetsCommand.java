package io.impasto.engine.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import io.impasto.engine.objective.Formula;
import io.impasto.engine.transfer.Preset;
import io.impasto.engine.transfer.PresetDefaults;

/** {@code impasto presets}: what each preset says, and whose objective it is. */
@Command(
        name = "presets",
        sortOptions = false,
        description = {
            "Shows what each preset says where an option is left out, the program whose objective it is, and the golden case that proves it.",
            "Every one of these defaults can be overridden by the option of 'impasto stylize' that bears its name."
        })
final class PresetsCommand implements Callable<Integer> {

    private static final String ROW = "%-13s %-8s %-7s %-8s %-11s %8s %8s %8s  %s%n";

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--json", description = "Print JSON, of the built-in ones. Default: a table for a person.")
    private boolean json;

    private final Settings settings;

    PresetsCommand(Settings settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() throws JsonProcessingException {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(json());
        } else {
            table(out);
        }
        out.flush();
        return Exit.OK;
    }

    private void table(PrintWriter out) {
        row(out, "preset", "pooling", "start", "optimiser", "evaluations", "content", "style", "tv", "tv kind");
        for (Preset preset : Preset.values()) {
            PresetDefaults says = preset.defaults();
            row(
                    out,
                    preset.key(),
                    says.pooling().key(),
                    says.start().key(),
                    says.optimizer().key(),
                    Integer.toString(says.evaluations()),
                    PresetHelp.number(says.contentWeight()),
                    PresetHelp.number(says.styleWeight()),
                    PresetHelp.number(says.tvWeight()),
                    says.tv().key());
        }
        for (Preset preset : Preset.values()) {
            out.println();
            out.println(preset.key());
            details(preset).forEach((label, text) -> out.printf(Locale.ROOT, "  %-15s%s%n", label, text));
        }
        out.println();
        Formula.NOTATION.forEach(out::println);
        Map<String, String> own = settings.described();
        if (!own.isEmpty()) {
            out.println();
            out.println("of your own");
            own.forEach((name, says) -> out.printf(Locale.ROOT, "  %-15s%s%n", name, says));
        }
    }

    private static void row(PrintWriter out, Object... cells) {
        out.printf(Locale.ROOT, ROW, cells);
    }

    /** What does not fit into the table's columns, by label. */
    static Map<String, String> details(Preset preset) {
        PresetDefaults says = preset.defaults();
        Map<String, String> details = new LinkedHashMap<>();
        details.put(
                "same objective",
                (preset == Preset.STUDIO ? "" : "as ") + preset.origin().program());
        details.put("source", preset.origin().source());
        details.put("content", says.formula().contentTerm());
        details.put("style", says.formula().styleTerm());
        details.put("tv", says.tvWeight() > 0 ? says.tv().term() : "none");
        details.put("content layers", PresetHelp.layers(says.contentLayers()) + ", v_l = 1");
        details.put(
                "style layers",
                PresetHelp.layers(says.styleLayers()) + ", w_l = " + (says.styleShares() ? "1/L of L layers" : "1"));
        details.put("levels", PresetHelp.levels(says));
        details.put("golden case", preset.origin().golden());
        return details;
    }

    private static String json() throws JsonProcessingException {
        ObjectMapper mapper = new ObjectMapper();
        ArrayNode presets = mapper.createArrayNode();
        for (Preset preset : Preset.values()) {
            PresetDefaults says = preset.defaults();
            ObjectNode json = presets.addObject();
            json.put("preset", preset.key());
            json.put("program", preset.origin().program());
            json.put("source", preset.origin().source());
            json.put("goldenCase", preset.origin().golden());
            json.put("contentTerm", says.formula().contentTerm());
            json.put("styleTerm", says.formula().styleTerm());
            json.put("tvTerm", says.tv().term());
            json.put("pooling", says.pooling().key());
            json.set("contentLayers", mapper.valueToTree(says.contentLayers()));
            json.set("styleLayers", mapper.valueToTree(says.styleLayers()));
            json.put("styleLayerWeights", says.styleShares() ? "1/L" : "1");
            json.put("contentWeight", says.contentWeight());
            json.put("styleWeight", says.styleWeight());
            json.put("tv", says.tv().key());
            json.put("tvWeight", says.tvWeight());
            json.put("optimizer", says.optimizer().key());
            json.put("evaluations", says.evaluations());
            json.put("pyramid", says.pyramid());
            json.put("start", says.start().key());
        }
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(presets);
    }
}
