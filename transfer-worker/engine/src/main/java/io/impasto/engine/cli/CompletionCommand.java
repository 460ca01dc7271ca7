package io.impasto.engine.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Parameters;

import io.impasto.engine.network.Models;

/** {@code impasto completion}: a script by which a shell completes commands, options and their values. */
@Command(
        name = "completion",
        sortOptions = false,
        description = "Prints a script by which a shell completes commands, options and what they can be.",
        footer = {
            "%nExample:",
            "  source <(impasto completion bash)      # in ~/.bashrc",
            "  source <(impasto completion zsh)       # in ~/.zshrc"
        })
final class CompletionCommand implements Callable<Integer> {
    /** What the launcher runs without this command line. */
    static final List<String> LAUNCHED = List.of("up", "keys", "dlq", "latency", "load", "faults", "scaling");

    private static final List<String> SHELLS = List.of("bash", "zsh");

    @CommandLine.Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
    private String shell;

    @Override
    public Integer call() {
        if (!SHELLS.contains(shell)) {
            throw Failure.usage("'" + shell + "' is not one of " + String.join(", ", SHELLS));
        }
        CommandLine all = Impasto.commandLine(Map.of(), new Interruption());
        LAUNCHED.forEach(command -> all.addSubcommand(command, CommandSpec.create()));
        describeValues(all);
        // One script for both: it tells by itself which shell reads it.
        spec.commandLine().getOut().print(AutoComplete.bash("impasto", all));
        spec.commandLine().getOut().flush();
        return Exit.OK;
    }

    private static void describeValues(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        for (OptionSpec option : List.copyOf(spec.options())) {
            List<String> values = values(option);
            if (!values.isEmpty()) {
                spec.remove(option);
                // The script's variables are named after the label, and two options may have the same.
                spec.addOption(OptionSpec.builder(option)
                        .paramLabel(option.longestName().substring(2))
                        .completionCandidates(values)
                        .build());
            }
        }
        command.getSubcommands().values().forEach(CompletionCommand::describeValues);
    }

    private static List<String> values(OptionSpec option) {
        if (option.longestName().equals("--network")) {
            return Models.standard().names();
        }
        return Impasto.CHOICES.stream()
                .filter(choice -> choice.type() == option.type())
                .flatMap(choice -> Arrays.stream(choice.names()))
                .toList();
    }
}
