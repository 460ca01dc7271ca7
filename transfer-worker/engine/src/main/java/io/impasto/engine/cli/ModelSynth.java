package io.impasto.engine.cli;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import io.impasto.engine.network.NetworkManifest;
import io.impasto.engine.network.SyntheticVgg19;

/** {@code impasto model synth}. */
@Command(
        name = "synth",
        description =
                "Writes a VGG19 of full depth with seeded random weights (80 MB), for tests and benchmarks; the same seed gives the same file.")
final class ModelSynth implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--seed", paramLabel = "N", description = "Of the weights. Default: 0.")
    private long seed;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "The .onnx file; its manifest goes beside it. Required.")
    private Path out;

    @Override
    public Integer call() {
        OutputFile file = new OutputFile(out);
        if (!file.extension().equals("onnx")) {
            throw Failure.usage("--out must end in .onnx, not '" + out.getFileName() + "'");
        }
        file.check();
        NetworkManifest manifest = write();
        spec.commandLine().getOut().println(out + " " + manifest.sha256());
        spec.commandLine().getOut().flush();
        return Exit.OK;
    }

    private NetworkManifest write() {
        try {
            return SyntheticVgg19.write(seed, out);
        } catch (UncheckedIOException e) {
            throw Failure.cannotWrite(out.toString(), e.getCause());
        }
    }
}
