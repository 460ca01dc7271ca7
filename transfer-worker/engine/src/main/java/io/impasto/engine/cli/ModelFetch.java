package io.impasto.engine.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import io.impasto.engine.network.FeatureNetwork;
import io.impasto.engine.network.Models;
import io.impasto.engine.network.fetching.NetworkFetch;
import io.impasto.engine.network.fetching.Patience;
import io.impasto.engine.network.fetching.Published;
import io.impasto.engine.network.fetching.UnreachableException;

/** {@code impasto model fetch}. */
@Command(
        name = "fetch",
        description =
                "Downloads Keras' published weights (vgg19 or vgg16; 80 and 59 MB), compares their checksum and imports them. Goes on where an earlier attempt ended.")
final class ModelFetch implements Callable<Integer> {
    private static final int STEPS = 10;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "vgg19 or vgg16.")
    private String name;

    @Option(
            names = "--from",
            paramLabel = "URL",
            description = "Another address of the same file. Default: Keras' own.")
    private URI from;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "Where to put it. Default: $$IMPASTO_MODELS, or ~/.cache/impasto/models.")
    private Path folder;

    @Option(names = "--force", description = "Replace a network of that name. Default: refuse.")
    private boolean force;

    private long shown = -1;

    @Override
    public Integer call() throws InterruptedException {
        Models models = folder == null ? Models.standard() : Models.in(folder);
        Published named = Published.named(name);
        Published published = from == null ? named : named.from(from);
        try {
            FeatureNetwork network = new NetworkFetch(models, Patience.DEFAULT, this::show).fetch(published, force);
            ModelImport.report(spec.commandLine().getOut(), network, models);
            return Exit.OK;
        } catch (UnreachableException unreachable) {
            throw Failure.unreachable(
                    unreachable.getMessage() + "; nothing was changed. A file obtained elsewhere is imported with"
                            + " 'impasto model import FILE', one at another address is fetched with --from URL",
                    unreachable);
        } catch (IOException e) {
            throw Failure.cannotWrite("to the folder " + models.folder(), e);
        }
    }

    /** A line for each tenth, which reads well in a terminal and in a log. */
    private void show(long bytes, long total) {
        long step = total > 0 ? bytes * STEPS / total : -1;
        if (step > shown) {
            shown = step;
            PrintWriter err = spec.commandLine().getErr();
            err.println(String.format(Locale.ROOT, "%s: %.1f of %.1f MB", name, bytes / 1e6, total / 1e6));
            err.flush();
        }
    }
}
