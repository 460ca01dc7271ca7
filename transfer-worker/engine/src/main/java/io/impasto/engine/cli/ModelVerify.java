package io.impasto.engine.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import io.impasto.engine.network.FeatureNetwork;
import io.impasto.engine.network.Listed;
import io.impasto.engine.network.Models;
import io.impasto.engine.network.NetworkCheck;
import io.impasto.engine.network.NetworkException;

/** {@code impasto model verify}. */
@Command(
        name = "verify",
        description =
                "Checks networks: hash against manifest, features of a small image, and the gradient; one line each. Exit code 3 if one fails.")
final class ModelVerify implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(
            paramLabel = "NAME",
            arity = "0..*",
            description = "Names or .onnx files. Default: all that model list shows.")
    private List<String> names = List.of();

    @Option(
            names = "--in",
            paramLabel = "FOLDER",
            description = "Default: $$IMPASTO_MODELS, or ~/.cache/impasto/models.")
    private Path folder;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Models models = folder == null ? Models.standard() : Models.in(folder);
        List<String> wanted =
                names.isEmpty() ? models.list().stream().map(Listed::name).toList() : names;
        boolean sound = true;
        for (String name : wanted) {
            try {
                FeatureNetwork network = models.open(name);
                NetworkCheck check = NetworkCheck.of(network);
                out.println(name + "  ok: " + network.layers().size() + " layers with finite features and gradient at "
                        + check.height() + " x " + check.width() + " pixels; sha256 " + network.sha256());
            } catch (NetworkException unsound) {
                out.println(name + "  FAILED: " + unsound.getMessage().replaceAll("\\R+", " "));
                sound = false;
            }
            out.flush();
        }
        return sound ? Exit.OK : Exit.BAD_INPUT;
    }
}
