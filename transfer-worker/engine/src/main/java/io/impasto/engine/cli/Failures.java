package io.impasto.engine.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import picocli.CommandLine;

import io.impasto.autodiff.DeviceException;
import io.impasto.engine.image.FormatUnavailable;
import io.impasto.engine.image.ImageException;
import io.impasto.engine.network.NetworkException;
import io.impasto.engine.transfer.InvalidOption;

/** The only place where exceptions become a line on stderr and an exit code. */
final class Failures implements CommandLine.IExecutionExceptionHandler, CommandLine.IParameterExceptionHandler {

    private static final Pattern HUMP = Pattern.compile("([a-z])([A-Z])");

    private final Map<String, String> environment;

    private final Settings settings;

    Failures(Map<String, String> environment, Settings settings) {
        this.environment = environment;
        this.settings = settings;
    }

    @Override
    public int handleParseException(CommandLine.ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        List<String> unknown = command.getUnmatchedArguments();
        // A mistyped option is why a required one is missing: name the cause, not its effect.
        say(
                command,
                (unknown.isEmpty() ? e.getMessage() : unknown(command, unknown)) + set(e.getArgSpec(), e.getValue()));
        command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        command.getErr().flush();
        return Exit.USAGE;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        PrintWriter err = command.getErr();
        Told told = told(e);
        String origin = e instanceof InvalidOption invalid ? set(command, flag(invalid.option())) : "";
        say(command, told.message() + origin + (told.exitCode() == Exit.INTERNAL ? " (--stacktrace shows where)" : ""));
        if (parsed.matchedOptionValue("--stacktrace", false)
                || command.getParseResult().matchedOptionValue("--stacktrace", false)
                || environment.containsKey("IMPASTO_DEBUG")) {
            e.printStackTrace(err);
        }
        err.flush();
        return told.exitCode();
    }

    /** Where a value comes from that was not typed: whoever set it months ago wonders. */
    private String set(CommandLine command, String flag) {
        CommandLine.Model.OptionSpec option = command.getCommandSpec().findOption(flag);
        return option == null || command.getParseResult().hasMatchedOption(option)
                ? ""
                : settings.origin(option)
                        .map(origin -> " (set by " + origin + ")")
                        .orElse("");
    }

    /** The same for a value that can't be read. */
    private String set(CommandLine.Model.ArgSpec argument, String value) {
        return argument == null || value == null || !value.equals(settings.defaultValue(argument))
                ? ""
                : settings.origin(argument)
                        .map(origin -> " (set by " + origin + ")")
                        .orElse("");
    }

    /** What a person is told, and the exit code. */
    record Told(String message, int exitCode) {}

    static Told told(Exception e) {
        if (e instanceof Failure failure) {
            return new Told(failure.getMessage(), failure.exitCode());
        }
        if (e instanceof InvalidOption invalid) {
            String message = invalid.getMessage().replace(invalid.option(), flag(invalid.option()));
            return new Told(flags(message), Exit.USAGE);
        }
        if (e instanceof ImageException || e instanceof NetworkException) {
            return new Told(e.getMessage(), Exit.BAD_INPUT);
        }
        if (e instanceof FormatUnavailable) {
            return new Told(e.getMessage(), Exit.CANNOT_WRITE);
        }
        return e instanceof DeviceException
                ? new Told(e.getMessage(), Exit.NO_DEVICE)
                : new Told("internal error: " + e, Exit.INTERNAL);
    }

    private static String unknown(CommandLine command, List<String> arguments) {
        String first = arguments.get(0);
        List<String> near = new CommandLine.UnmatchedArgumentException(command, arguments).getSuggestions();
        return "unknown " + (first.startsWith("-") ? "option" : "argument") + " '" + first + "'"
                + (near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?");
    }

    /** Options whose flags are given again for each picture are several in JSON; one goes with another. */
    private static String flags(String message) {
        return message.replaceAll("(--content-|content)[mM]asks", "--content-mask")
                .replaceAll("(--style-|style)[mM]asks", "--style-mask")
                .replaceAll("\\b(content|style)Regions", "--$1-regions");
    }

    /** {@code styleWeight} as the flag {@code --style-weight}. */
    static String flag(String option) {
        return "--" + HUMP.matcher(option).replaceAll("$1-$2").toLowerCase(Locale.ROOT);
    }

    private static void say(CommandLine command, String message) {
        command.getErr().println("impasto: " + message.replaceAll("\\R+", " "));
    }
}
