package io.impasto.engine.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code impasto model}: the feature networks at hand. */
@Command(
        name = "model",
        description = "Feature networks: lists, fetches, imports and verifies them, or makes one for tests.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ModelList.class, ModelFetch.class, ModelImport.class, ModelVerify.class, ModelSynth.class})
final class ModelCommand implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "a command is missing: list, fetch, import, verify or synth");
    }
}
