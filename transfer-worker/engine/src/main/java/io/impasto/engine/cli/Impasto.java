package io.impasto.engine.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

import io.impasto.engine.device.Provider;
import io.impasto.engine.image.PictureFormat;
import io.impasto.engine.network.importing.Convention;
import io.impasto.engine.objective.Pooling;
import io.impasto.engine.objective.TotalVariation;
import io.impasto.engine.transfer.ColorMode;
import io.impasto.engine.transfer.OptimiserKind;
import io.impasto.engine.transfer.Preset;
import io.impasto.engine.transfer.Start;

/** The command {@code impasto}. */
@Command(
        name = "impasto",
        description = "Turns a photograph into a painting in the manner of another image.",
        versionProvider = Impasto.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:internal error; gpu-check: a bound is not held",
            "2:wrong usage: unknown option, missing or impossible value",
            "3:bad input: an image, network or case that cannot be used",
            "4:the result cannot be written",
            "5:the device that was asked for is not there or can't be used",
            "6:an address can't be reached, or does not deliver",
            "7:replay: other pixels than the first time",
            "8:stylize --out-dir: some of the paintings failed",
            "130:interrupted; nothing was written"
        })
public final class Impasto implements Runnable {

    /** What options can be that are one of several. */
    static final List<Keys<?>> CHOICES = List.of(
            new Keys<>(Preset.class, Preset.values(), Preset::key),
            new Keys<>(OptimiserKind.class, OptimiserKind.values(), OptimiserKind::key),
            new Keys<>(ColorMode.class, ColorMode.values(), ColorMode::key),
            new Keys<>(Start.class, Start.values(), Start::key),
            new Keys<>(Pooling.class, Pooling.values(), Pooling::key),
            new Keys<>(TotalVariation.class, TotalVariation.values(), TotalVariation::key),
            new Keys<>(Convention.class, Convention.values(), Convention::key),
            new Keys<>(Provider.class, Provider.values(), Provider::key),
            new Keys<>(PictureFormat.class, PictureFormat.values(), PictureFormat::toString));

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    private boolean version;

    @Option(
            names = "--stacktrace",
            scope = ScopeType.INHERIT,
            description =
                    "Show where an error came from (IMPASTO_DEBUG in the environment does, too). Default: only its message.")
    private boolean stacktrace;

    private Impasto() {}

    /** Runs and ends the process with one of the exit codes that the help lists. */
    public static void main(String[] args) {
        // The HDF5 library brings SLF4J, which would complain that nobody listens.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        Interruption interruption = Interruption.bySignal();
        int exitCode = commandLine(System.getenv(), interruption, Settings.of(System.getenv(), args))
                .execute(args);
        if (exitCode == Exit.OK && System.out.checkError()) {
            System.err.println("impasto: cannot write the standard output");
            exitCode = Exit.CANNOT_WRITE;
        }
        interruption.ended();
        System.exit(exitCode);
    }

    /** Where nobody has set anything. */
    static CommandLine commandLine(Map<String, String> environment, Interruption interruption) {
        return commandLine(environment, interruption, Settings.none());
    }

    /** The whole command line, ready to {@code execute}; writes to the process' own streams unless told otherwise. */
    static CommandLine commandLine(Map<String, String> environment, Interruption interruption, Settings settings) {
        Failures failures = new Failures(environment, settings);
        CommandLine command = new CommandLine(new Impasto())
                .addSubcommand(new Stylize(interruption))
                .addSubcommand(new VideoCommand(interruption))
                .addSubcommand(new SheetCommand())
                .addSubcommand(new ReplayCommand(interruption))
                .addSubcommand(new Evaluate())
                .addSubcommand(new AdjustCommand())
                .addSubcommand(new QualityCommand())
                .addSubcommand(new PresetsCommand(settings))
                .addSubcommand(new ModelCommand())
                .addSubcommand(new BenchmarkCommand())
                .addSubcommand(new CompareOptimisers())
                .addSubcommand(new CalibrateCommand())
                .addSubcommand(new GpuCheckCommand())
                .addSubcommand(new ExplainCommand())
                .addSubcommand(new CompletionCommand())
                .setResourceBundle(new PresetHelp())
                .setDefaultValueProvider(settings)
                .setExecutionStrategy(new Requiring(settings))
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures)
                .setUsageHelpWidth(100)
                .setUsageHelpAutoWidth(true);
        CHOICES.forEach(choice -> choice.registerWith(command));
        // It is asked about options, which may be written as such.
        command.getSubcommands().get("explain").setUnmatchedOptionsArePositionalParams(true);
        // One's own presets besides.
        return command.registerConverter(Preset.class, settings);
    }

    /** Help is given whatever has been set; before anything is done, it must be sound. */
    private static final class Requiring extends CommandLine.RunLast {
        private final Settings settings;

        private Requiring(Settings settings) {
            this.settings = settings;
        }

        @Override
        protected List<Object> handle(CommandLine.ParseResult parsed) {
            List<CommandLine> commands = parsed.asCommandLineList();
            CommandLine last = commands.get(commands.size() - 1);
            try {
                settings.require(last.getCommandSpec());
            } catch (Failure unsound) {
                throw new CommandLine.ExecutionException(last, unsound.getMessage(), unsound);
            }
            return super.handle(parsed);
        }
    }

    /** Without a command there is nothing to do but explain. */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "a command is missing: stylize, video, sheet, replay, evaluate, quality, presets, model, benchmark, compare-optimisers, gpu-check, explain or completion");
    }

    /** Version from the jar's manifest. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Impasto.class.getPackage().getImplementationVersion();
            return new String[] {
                String.format(
                        Locale.ROOT,
                        "impasto %s (Java %s)",
                        version == null ? "development" : version,
                        System.getProperty("java.version"))
            };
        }
    }
}
