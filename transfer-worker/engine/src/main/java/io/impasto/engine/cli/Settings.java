package io.impasto.engine.cli;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

import io.impasto.engine.transfer.NearestName;
import io.impasto.engine.transfer.Preset;

/**
 * What a person has set once for all paintings: a variable of the environment goes before a preset of one's own, that before the rest of the file.
 * Whatever is typed goes before all of them; what nobody says is the built-in preset's.
 */
final class Settings implements CommandLine.IDefaultValueProvider, CommandLine.ITypeConverter<Preset> {
    private static final String PRESETS = "presets";
    private static final String PRESET = "preset";
    /** Whatever else a command has is of one call. */
    private static final List<Class<?>> LASTING = List.of(TransferFlags.class, DeviceFlags.class, MemoryFlags.class);

    private static final List<String> LASTING_NAMES = List.of("quality", "save-every", "steps-per-run", "quiet");
    private static final List<String> OF_ONE_CALL = List.of("config");

    private final Map<String, String> environment;
    private final Optional<Path> file;
    private final Map<String, String> values;
    private final Map<String, Map<String, String>> presets;
    private final Optional<Failure> failure;
    private final String typed;
    private final boolean resuming;

    private Settings(
            Map<String, String> environment,
            Optional<Path> file,
            Map<String, String> values,
            Map<String, Map<String, String>> presets,
            Optional<Failure> failure,
            String typed,
            boolean resuming) {
        this.environment = environment;
        this.file = file;
        this.values = values;
        this.presets = presets;
        this.failure = failure;
        this.typed = typed;
        this.resuming = resuming;
    }

    /** Nobody has set anything. */
    static Settings none() {
        return new Settings(Map.of(), Optional.empty(), Map.of(), Map.of(), Optional.empty(), null, false);
    }

    /** What has to be known before anything else is read. */
    @CommandLine.Command
    private static final class Early {
        @Option(names = "--config")
        private Path config;

        @Option(names = "--preset")
        private String preset;

        @Option(names = "--resume")
        private Path resume;
    }

    /** Reads the file that the arguments, the environment or custom name; what is wrong with it is said by {@link #require}. */
    static Settings of(Map<String, String> environment, String... arguments) {
        Early early = new Early();
        try {
            new CommandLine(early)
                    .setUnmatchedArgumentsAllowed(true)
                    .setOverwrittenOptionsAllowed(true)
                    .parseArgs(arguments);
        } catch (ParameterException incomplete) {
            // Whoever parses all of them says so.
        }
        Optional<Path> file = file(environment, early.config);
        try {
            JsonNode toml = file.isPresent() ? read(file.get()) : new TomlMapper().createObjectNode();
            Map<String, Map<String, String>> presets = new LinkedHashMap<>();
            toml.path(PRESETS).properties().forEach(preset -> presets.put(preset.getKey(), values(preset.getValue())));
            return new Settings(
                    environment, file, values(toml), presets, Optional.empty(), early.preset, early.resume != null);
        } catch (Failure unusable) {
            return new Settings(
                    Map.of(), file, Map.of(), Map.of(), Optional.of(unusable), early.preset, early.resume != null);
        }
    }

    private static Optional<Path> file(Map<String, String> environment, Path given) {
        if (given != null) {
            return Optional.of(given);
        }
        if (!environment.getOrDefault("IMPASTO_CONFIG", "").isBlank()) {
            return Optional.of(Path.of(environment.get("IMPASTO_CONFIG")));
        }
        return usualFolder(environment)
                .map(folder -> folder.resolve("impasto").resolve("config.toml"))
                .filter(Files::exists);
    }

    /** As the XDG Base Directory Specification has it. */
    private static Optional<Path> usualFolder(Map<String, String> environment) {
        return Optional.ofNullable(environment.get("XDG_CONFIG_HOME"))
                .filter(folder -> !folder.isBlank())
                .map(Path::of)
                .or(() -> Optional.ofNullable(environment.get("HOME"))
                        .filter(folder -> !folder.isBlank())
                        .map(home -> Path.of(home, ".config")));
    }

    private static JsonNode read(Path file) {
        try {
            return new TomlMapper().readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException malformed) {
            String where = malformed.getLocation() == null
                    ? ""
                    : ", line " + malformed.getLocation().getLineNr();
            throw Failure.badInput(file + where + ": " + malformed.getOriginalMessage(), malformed);
        } catch (IOException e) {
            throw Failure.badInput(file + ": " + Failure.reason(e), e);
        }
    }

    private static Map<String, String> values(JsonNode table) {
        Map<String, String> values = new LinkedHashMap<>();
        table.properties().stream()
                .filter(member ->
                        !member.getKey().equals(PRESETS) || !member.getValue().isObject())
                .forEach(member -> values.put(member.getKey(), text(member.getValue())));
        return values;
    }

    /** As one would type it. */
    private static String text(JsonNode value) {
        return value.isArray()
                ? StreamSupport.stream(value.spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining(","))
                : value.asText();
    }

    /**
     * Refuses a file that can't be read, or sets what can't be set; for commands that paint.
     *
     * @throws Failure naming the file and what is wrong
     */
    void require(CommandSpec command) {
        if (!paints(command)) {
            return;
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
        List<String> known = command.options().stream()
                .filter(Settings::lasts)
                .map(Settings::key)
                .toList();
        // A command that takes fewer options than another leaves the others aside.
        List<String> all =
                Stream.concat(known.stream(), LASTING_NAMES.stream()).distinct().toList();
        requireKnown("", values, all);
        presets.forEach((name, preset) -> {
            requireKnown(PRESETS + "." + name + ": ", preset, all);
            if (isBuiltIn(name)) {
                throw wrong("the preset '" + name + "' is built in; give yours another name");
            }
            if (preset.containsKey(PRESET) && !isBuiltIn(preset.get(PRESET))) {
                throw wrong(PRESETS + "." + name + ": preset must be one that is built in, not '" + preset.get(PRESET)
                        + "'");
            }
        });
    }

    private void requireKnown(String where, Map<String, String> values, List<String> known) {
        for (String name : values.keySet()) {
            if (!known.contains(name)) {
                throw wrong(where + "there is no option '" + name + "' to set; did you mean '"
                        + NearestName.of(name, known) + "'?");
            }
        }
    }

    private Failure wrong(String message) {
        return Failure.badInput(file.map(path -> path + ": ").orElse("") + message, null);
    }

    private static boolean paints(CommandSpec command) {
        return command.findOption("--preset") != null;
    }

    /** Whether an option is one that a person would set for all paintings. */
    private static boolean lasts(OptionSpec option) {
        String key = key(option);
        return !OF_ONE_CALL.contains(key)
                && (LASTING_NAMES.contains(key) || LASTING.stream().anyMatch(flags -> of(flags, option)));
    }

    private static boolean of(Class<?> flags, OptionSpec option) {
        return option.userObject() instanceof Field field && field.getDeclaringClass() == flags;
    }

    private static String key(OptionSpec option) {
        return option.longestName().substring(2);
    }

    @Override
    public String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || !paints(option.command()) || !lasts(option)) {
            return null;
        }
        // A painting that goes on has options of its own.
        return resuming && of(TransferFlags.class, option)
                ? null
                : found(key(option)).map(Found::value).orElse(null);
    }

    /** A value and where it was set. */
    private record Found(String value, String origin) {}

    private Optional<Found> found(String key) {
        String variable = "IMPASTO_" + key.toUpperCase(Locale.ROOT).replace('-', '_');
        if (!environment.getOrDefault(variable, "").isBlank()) {
            return Optional.of(new Found(environment.get(variable), variable));
        }
        Map<String, String> own = key.equals(PRESET) ? Map.of() : presets.getOrDefault(chosen(), Map.of());
        if (own.containsKey(key)) {
            return Optional.of(new Found(own.get(key), PRESETS + "." + chosen() + " in " + file.orElseThrow()));
        }
        return Optional.ofNullable(values.get(key))
                .map(value -> new Found(value, file.orElseThrow().toString()));
    }

    private String chosen() {
        return typed != null ? typed : found(PRESET).map(Found::value).orElse("");
    }

    /** A line for each preset of one's own: its name, and what it says. */
    Map<String, String> described() {
        Map<String, String> lines = new LinkedHashMap<>();
        presets.forEach((name, preset) -> lines.put(
                name,
                preset.entrySet().stream()
                        .map(option -> option.getKey() + " " + option.getValue())
                        .collect(Collectors.joining(", "))));
        return lines;
    }

    /** Where the value of an option comes from that was not typed; empty if nobody set it. */
    Optional<String> origin(ArgSpec argument) {
        return argument instanceof OptionSpec option && paints(option.command()) && lasts(option)
                ? found(key(option)).map(Found::origin)
                : Optional.empty();
    }

    /** A preset by its name; one's own by the one that it starts from. */
    @Override
    public Preset convert(String name) {
        if (failure.isPresent()) {
            // What is wrong with the file comes first.
            return Preset.STUDIO;
        }
        String base = presets.containsKey(name) ? presets.get(name).getOrDefault(PRESET, Preset.STUDIO.key()) : name;
        return Arrays.stream(Preset.values())
                .filter(preset -> preset.key().equals(base))
                .findFirst()
                .orElseThrow(() -> new CommandLine.TypeConversionException("'" + name + "' is not one of "
                        + Stream.concat(Arrays.stream(Preset.values()).map(Preset::key), presets.keySet().stream())
                                .collect(Collectors.joining(", "))));
    }

    private static boolean isBuiltIn(String name) {
        return Arrays.stream(Preset.values()).anyMatch(preset -> preset.key().equals(name));
    }
}
