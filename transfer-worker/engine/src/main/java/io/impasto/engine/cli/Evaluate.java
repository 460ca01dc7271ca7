package io.impasto.engine.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import io.impasto.engine.image.Npy;
import io.impasto.engine.image.Picture;
import io.impasto.engine.network.FeatureNetwork;
import io.impasto.engine.network.Models;
import io.impasto.engine.objective.Evaluated;
import io.impasto.engine.objective.Evaluator;

/** {@code impasto evaluate}: losses and gradient of a stated case, for comparison with other programs. */
@Command(
        name = "evaluate",
        sortOptions = false,
        description = {
            "Evaluates the losses and the gradient of a case: a folder with objective.json, content.npy, image.npy and the style images it names.",
            "Prints JSON: each weighted term per layer (content, style), tv, total, gradientNorm and gradientMaxAbs."
        })
final class Evaluate implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(
            names = {"--model", "--network"},
            required = true,
            paramLabel = "NAME|FILE",
            description = "A network that 'impasto model list' shows, or an .onnx file. Required.")
    private String model;

    @Option(names = "--case", required = true, paramLabel = "DIR", description = "The case's folder. Required.")
    private Path folder;

    @Option(
            names = "--gradient-out",
            paramLabel = "FILE",
            description = "Write the gradient as a float32 .npy of 3 x H x W. Default: not written.")
    private Path gradientOut;

    @Mixin
    private DeviceFlags device;

    @Override
    public Integer call() throws Exception {
        if (gradientOut != null) {
            new OutputFile(gradientOut).check();
        }
        CaseFolder given = CaseFolder.read(folder);
        FeatureNetwork network = Models.standard().open(model);
        Evaluated evaluated = evaluate(network, given);
        if (gradientOut != null) {
            Picture image = given.image();
            Npy gradient = Npy.of(new Picture(image.width(), image.height(), evaluated.gradient()));
            new OutputFile(gradientOut).write(gradient.toFloat32());
        }
        spec.commandLine().getOut().println(json(evaluated));
        spec.commandLine().getOut().flush();
        return Exit.OK;
    }

    private Evaluated evaluate(FeatureNetwork network, CaseFolder given) {
        try {
            return Evaluator.evaluate(
                    network,
                    device.execution(spec.commandLine().getErr()),
                    given.spec(),
                    given.content(),
                    given.styles(),
                    given.image());
        } catch (IllegalArgumentException e) {
            throw Failure.badInput(folder + ": " + e.getMessage(), e);
        }
    }

    private static String json(Evaluated evaluated) throws JsonProcessingException {
        double squares = 0;
        double most = 0;
        for (float g : evaluated.gradient()) {
            squares += (double) g * g;
            most = Math.max(most, Math.abs(g));
        }
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode json = mapper.createObjectNode();
        json.set("content", mapper.valueToTree(evaluated.losses().content()));
        json.set("style", mapper.valueToTree(evaluated.losses().style()));
        json.put("tv", evaluated.losses().tv());
        json.put("total", evaluated.losses().total());
        json.put("gradientNorm", Math.sqrt(squares));
        json.put("gradientMaxAbs", most);
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(json);
    }
}
