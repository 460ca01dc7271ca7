package io.impasto.engine.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import io.impasto.engine.image.Picture;
import io.impasto.engine.network.FeatureNetwork;
import io.impasto.engine.network.Models;
import io.impasto.engine.transfer.OptimiserRace;
import io.impasto.engine.transfer.StyleTransfer;

/** {@code impasto compare-optimisers}: evaluations to a loss, SGD as keras.io runs it against the default optimiser. */
@Command(
        name = "compare-optimisers",
        sortOptions = false,
        description = {
            "Minimises the keras objective with SGD, then with L-BFGS from the same start until it is as low.",
            "Prints how many evaluations (loss and gradient) each needed; the targets' passes do not count."
        })
final class CompareOptimisers implements Callable<Integer> {
    private static final int MOST_STEPS = 10_000;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--content", required = true, paramLabel = "FILE", description = "The photograph. Required.")
    private Path content;

    @Option(names = "--style", required = true, paramLabel = "FILE", description = "The style. Required.")
    private Path style;

    @Option(
            names = {"--network", "--model"},
            paramLabel = "NAME|FILE",
            description = "A network that 'impasto model list' shows, or an .onnx file. Default: vgg19-slim.")
    private String network = Models.BUILT_IN;

    @Option(
            names = "--size",
            paramLabel = "PIXELS",
            description = "Long side of the painting, 32 to 4096. Default: 200.")
    private int size = 200;

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "Evaluations of SGD, 1 to 10000. Default: 4000, as keras.io.")
    private int steps = 4000;

    @Option(names = "--json", description = "Print JSON. Default: a line for each loss that was compared.")
    private boolean json;

    @Mixin
    private DeviceFlags device;

    @Override
    public Integer call() {
        if (steps < 1 || steps > MOST_STEPS) {
            throw Failure.usage("--steps lies between 1 and " + MOST_STEPS + ", not " + steps);
        }
        Picture what = InputImage.read(content, size);
        Picture how = InputImage.read(style, size);
        FeatureNetwork judge = Models.standard().open(network);
        PrintWriter out = spec.commandLine().getOut();
        try (StyleTransfer transfer = StyleTransfer.open(
                judge,
                StyleTransfer.UNLIMITED,
                device.execution(spec.commandLine().getErr()))) {
            OptimiserRace.Result result = OptimiserRace.run(transfer, what, how, size, steps);
            out.print(json ? json(judge, result) : text(result));
        }
        out.flush();
        return Exit.OK;
    }

    private static String text(OptimiserRace.Result result) {
        return result.marks().stream()
                .map(mark -> String.format(
                        Locale.ROOT,
                        "loss %.5g: sgd %d evaluations, lbfgs %s%n",
                        mark.loss(),
                        mark.sgd(),
                        mark.ratio()
                                .map(ratio -> String.format(
                                        Locale.ROOT,
                                        "%d (%.1f x fewer)",
                                        mark.lbfgs().getAsInt(),
                                        ratio))
                                .orElse("did not get there")))
                .collect(Collectors.joining());
    }

    private static String json(FeatureNetwork network, OptimiserRace.Result result) {
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("network", network.name());
        json.put("sha256", network.sha256());
        json.put("width", result.width());
        json.put("height", result.height());
        json.put("sgdLearningRate", result.rate());
        json.put("sgdRollbacks", result.rollbacks());
        ArrayNode marks = json.putArray("marks");
        for (OptimiserRace.Mark mark : result.marks()) {
            ObjectNode object = marks.addObject();
            object.put("loss", mark.loss());
            object.put("sgd", mark.sgd());
            mark.lbfgs().ifPresent(evaluations -> object.put("lbfgs", evaluations));
            mark.ratio().ifPresent(ratio -> object.put("ratio", ratio));
        }
        return new String(QualityText.pretty(json), StandardCharsets.UTF_8);
    }
}
