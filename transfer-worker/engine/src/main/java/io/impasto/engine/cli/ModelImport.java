package io.impasto.engine.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import io.impasto.engine.network.FeatureNetwork;
import io.impasto.engine.network.Models;
import io.impasto.engine.network.importing.Convention;
import io.impasto.engine.network.importing.NetworkImport;

/** {@code impasto model import}. */
@Command(
        name = "import",
        description =
                "Imports a network of another program: Keras' HDF5 weights of VGG16 or VGG19, or an ONNX export. Keeps the feature layers, writes NAME.onnx and its manifest.")
final class ModelImport implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The .h5 or .onnx file.")
    private Path file;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "What to call it. Default: vgg16 or vgg19 for Keras' weights, otherwise the file's name.")
    private String name;

    @Option(
            names = "--preprocessing",
            paramLabel = "NAME",
            description =
                    "What the network was trained with: caffe (BGR, means subtracted), torchvision (RGB, 0..1, mean and deviation), tf (-1..1), rgb-means, unit (0..1) or none. Default: caffe for Keras' weights; must be named for ONNX files that aren't recognised.")
    private Convention convention;

    @Option(
            names = "--licence",
            paramLabel = "TEXT",
            description = "Of the weights. Default: VGG's for Keras' weights, otherwise not stated.")
    private String licence;

    @Option(
            names = "--source",
            paramLabel = "TEXT",
            description = "Of the weights, e.g. an address. Default: the file's name.")
    private String source;

    @Option(
            names = "--layers-to",
            paramLabel = "LAYER",
            description = "The deepest layer to keep, e.g. relu4_2. Default: the deepest there is.")
    private String layersTo;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "Where to put it. Default: $$IMPASTO_MODELS, or ~/.cache/impasto/models.")
    private Path folder;

    @Option(names = "--force", description = "Replace a network of that name. Default: refuse.")
    private boolean force;

    @Override
    public Integer call() {
        Models models = folder == null ? Models.standard() : Models.in(folder);
        try {
            FeatureNetwork network =
                    new NetworkImport(name, convention, licence, source, layersTo, force).into(models, file);
            report(spec.commandLine().getOut(), network, models);
            return Exit.OK;
        } catch (IOException e) {
            throw Failure.cannotWrite("to the folder " + models.folder(), e);
        }
    }

    static void report(PrintWriter out, FeatureNetwork network, Models models) {
        out.println(network.name() + ": " + network.layers().size() + " layers, the deepest is "
                + network.layers().get(network.layers().size() - 1) + "; sha256 " + network.sha256());
        out.println("in " + models.folder() + "; use it with --network " + network.name());
        out.flush();
    }
}
