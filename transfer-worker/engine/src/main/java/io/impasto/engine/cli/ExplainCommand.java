package io.impasto.engine.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import io.impasto.engine.network.FeatureNetwork;
import io.impasto.engine.network.Models;
import io.impasto.engine.transfer.NearestName;
import io.impasto.engine.transfer.Preset;
import io.impasto.engine.transfer.TransferOptions;

/** {@code impasto explain}: one option, in the words of the help, with what each preset says of it and where to see it. */
@Command(
        name = "explain",
        sortOptions = false,
        description =
                "Explains an option: what it does, what it can be, what each preset says, and which picture shows it.",
        footer = {"%nExample:", "  impasto explain style-weight", "  impasto explain styleWeight"})
final class ExplainCommand implements Callable<Integer> {
    private static final int NEAREST = 3;

    @CommandLine.Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "OPTION",
            arity = "0..1",
            description = "Its name, as a flag or as in JSON. Default: a line for each.")
    private String name;

    @Option(names = "--json", description = "Print JSON. Default: lines for a person.")
    private boolean json;

    @Override
    public Integer call() {
        Map<String, OptionSpec> options = options();
        PrintWriter out = spec.commandLine().getOut();
        if (name == null) {
            options.values()
                    .forEach(option -> out.printf(Locale.ROOT, "%-28s %s%n", option.longestName(), sentence(option)));
        } else {
            OptionSpec option = options.getOrDefault(key(name), options.get(single(key(name))));
            if (option == null) {
                throw Failure.usage("there is no option '" + name + "'; the nearest are "
                        + String.join(
                                ", ",
                                NearestName.sorted(key(name), options.keySet()).subList(0, NEAREST)));
            }
            if (json) {
                out.print(new String(QualityText.pretty(describe(option)), StandardCharsets.UTF_8));
            } else {
                explain(option, out);
            }
        }
        out.flush();
        return Exit.OK;
    }

    /** Those of commands that paint or change a painting, by name without dashes, each once. */
    private Map<String, OptionSpec> options() {
        Map<String, OptionSpec> options = new LinkedHashMap<>();
        for (CommandLine command : spec.parent().commandLine().getSubcommands().values()) {
            if (command.getCommandSpec().findOption("--preset") != null
                    || command.getCommandSpec().findOption("--hue") != null) {
                for (OptionSpec option : command.getCommandSpec().options()) {
                    options.putIfAbsent(key(option.longestName()), option);
                }
            }
        }
        return options;
    }

    /** {@code --styleWeight}, {@code styleWeight} and {@code style-weight} are the same. */
    private static String key(String name) {
        return Failures.flag(name.replaceFirst("^-+", "")).substring(2);
    }

    /** A flag that is given again for each picture is an array in JSON: {@code content-masks}. */
    private static String single(String name) {
        return name.replaceFirst("s$", "");
    }

    private void explain(OptionSpec option, PrintWriter out) {
        out.println(String.join(", ", option.names()) + (option.arity().max() == 0 ? "" : " " + option.paramLabel()));
        out.println("  " + text(option));
        Map<String, String> presets = presets(option);
        if (!presets.isEmpty()) {
            out.println();
            out.println("  What each preset says on " + Models.BUILT_IN + ":");
            presets.forEach((preset, value) -> out.printf(Locale.ROOT, "    %-14s %s%n", preset, value));
        }
        jsonName(option)
                .ifPresent(json -> out.println(System.lineSeparator() + "  In requests and manifests: " + json));
        Illustrations.of(key(option.longestName())).ifPresent(picture -> out.println("  To be seen in: " + picture));
    }

    private ObjectNode describe(OptionSpec option) {
        ObjectNode object = new ObjectMapper().createObjectNode();
        Arrays.stream(option.names()).forEach(object.putArray("names")::add);
        object.put("description", text(option));
        jsonName(option).ifPresent(json -> object.put("json", json));
        ObjectNode defaults = object.putObject("presets");
        presets(option).forEach(defaults::put);
        Illustrations.of(key(option.longestName())).ifPresent(picture -> object.put("picture", picture));
        return object;
    }

    private static String text(OptionSpec option) {
        return String.join(" ", option.description());
    }

    /** Without what it is by default. */
    private static String sentence(OptionSpec option) {
        return text(option).replaceFirst(" (Default: .*|Required\\.)$", "");
    }

    /** Its member of {@code transfer-options.v1}, if it is one. */
    private static Optional<String> jsonName(OptionSpec option) {
        return Arrays.stream(TransferOptions.class.getRecordComponents())
                .map(component -> component.getName())
                .filter(json -> Failures.flag(json).equals(option.longestName())
                        || single(Failures.flag(json)).equals(option.longestName()))
                .findFirst();
    }

    /** What painting with each preset would take, on the built-in network. */
    private static Map<String, String> presets(OptionSpec option) {
        Optional<String> json = jsonName(option);
        Map<String, String> values = new LinkedHashMap<>();
        if (json.isEmpty() || json.get().equals("preset")) {
            return values;
        }
        FeatureNetwork network = Models.standard().named(Models.BUILT_IN);
        for (Preset preset : Preset.values()) {
            JsonNode value = TransferOptions.builder()
                    .preset(preset)
                    .build()
                    .resolve(network)
                    .toJson()
                    .get(json.get());
            values.put(preset.key(), value == null ? "-" : text(value));
        }
        return values;
    }

    private static String text(JsonNode value) {
        if (value.isArray()) {
            List<String> elements = new ArrayList<>();
            value.forEach(element -> elements.add(text(element)));
            return String.join(",", elements);
        }
        return value.isDouble() ? PresetHelp.number(value.doubleValue()) : value.asText();
    }
}
