package io.impasto.engine.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import io.impasto.engine.device.Execution;
import io.impasto.engine.network.FeatureNetwork;
import io.impasto.engine.network.Models;
import io.impasto.engine.objective.Benchmark;

/** {@code impasto benchmark}: what an evaluation costs against the bare network. */
@Command(
        name = "benchmark",
        sortOptions = false,
        description = {
            "Times the network alone, to its deepest layer used, against one evaluation (losses and gradient) of the keras preset, in turn.",
            "Prints median milliseconds and the process' peak resident memory."
        })
final class BenchmarkCommand implements Callable<Integer> {

    private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,4})x([1-9][0-9]{0,4})");
    private static final long MOST_PIXELS = 4096 * 4096;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(
            names = {"--model", "--network"},
            paramLabel = "NAME|FILE",
            description = "A network that 'impasto model list' shows, or an .onnx file. Default: vgg19-slim.")
    private String model = "vgg19-slim";

    @Option(
            names = "--size",
            paramLabel = "HxW",
            description = "Height and width of the image in pixels. Default: 400x533.")
    private String size = "400x533";

    @Option(
            names = "--evaluations",
            paramLabel = "N",
            description = "How often each is timed, at least 1. Default: 10.")
    private int evaluations = 10;

    @Option(
            names = "--fixed",
            description = "Also time sessions for this size only, to show what serving every size costs. Default: off.")
    private boolean fixed;

    @Option(
            names = "--memory",
            description = "In place of times, the resident memory that evaluations take per pixel. Default: off.")
    private boolean memory;

    @Option(
            names = "--operators",
            description = "In place of times, what each operator takes of an evaluation. Default: off.")
    private boolean operators;

    @Option(names = "--json", description = "Print JSON. Default: a line for a person.")
    private boolean json;

    @Mixin
    private DeviceFlags device;

    @Override
    public Integer call() throws Exception {
        Matcher sides = SIZE.matcher(size);
        if (!sides.matches()) {
            throw Failure.usage("--size is HxW, such as 400x533, not '" + size + "'");
        }
        int height = Integer.parseInt(sides.group(1));
        int width = Integer.parseInt(sides.group(2));
        if ((long) height * width > MOST_PIXELS) {
            throw Failure.usage("--size may have " + MOST_PIXELS + " pixels at most, not " + (long) height * width);
        }
        if (memory && operators || fixed && (memory || operators)) {
            throw Failure.usage("--fixed, --memory and --operators are measured one at a time");
        }
        if (evaluations < 1) {
            throw Failure.usage("--evaluations must be at least 1, not " + evaluations);
        }
        FeatureNetwork network = Models.standard().open(model);
        Execution execution = device.execution(spec.commandLine().getErr());
        PrintWriter out = spec.commandLine().getOut();
        if (memory || operators) {
            BenchmarkDetails details = new BenchmarkDetails(network, execution, width, height, evaluations);
            out.println(memory ? details.memory(json) : details.operators(json));
            out.flush();
            return Exit.OK;
        }
        Measured measured = measure(network, execution, width, height);
        out.println(
                json
                        ? json(network, execution, height, width, measured)
                        : text(network, execution, height, width, measured.dynamic()));
        if (!json) {
            measured.fixed()
                    .ifPresent(result ->
                            out.println("for this size only: " + text(network, execution, height, width, result)));
        }
        out.flush();
        return Exit.OK;
    }

    /** Times of the sessions that serve every size and, if asked for, of those for this size only. */
    private record Measured(Benchmark.Result dynamic, Optional<Benchmark.Result> fixed) {}

    private Measured measure(FeatureNetwork network, Execution execution, int width, int height) {
        try {
            if (!fixed) {
                return new Measured(Benchmark.run(network, execution, width, height, evaluations), Optional.empty());
            }
            Benchmark.Comparison both = Benchmark.compare(network, execution, width, height, evaluations);
            return new Measured(both.dynamic(), Optional.of(both.fixed()));
        } catch (IllegalArgumentException e) {
            throw Failure.usage("--size " + size + ": " + e.getMessage());
        }
    }

    private String json(FeatureNetwork network, Execution execution, int height, int width, Measured measured)
            throws JsonProcessingException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode json = mapper.createObjectNode();
        json.put("network", network.name());
        json.put("sha256", network.sha256());
        json.put("execution", execution.describe());
        json.put("height", height);
        json.put("width", width);
        json.put("evaluations", evaluations);
        put(json, measured.dynamic());
        measured.dynamic().peakResidentMegabytes().ifPresent(peak -> json.put("peakResidentMegabytes", peak));
        measured.fixed().ifPresent(result -> put(json.putObject("fixed"), result));
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(json);
    }

    private static void put(ObjectNode json, Benchmark.Result result) {
        json.put("forward", result.forward());
        json.put("evaluation", result.evaluation());
        json.put("ratio", result.evaluation() / result.forward());
    }

    private static String text(
            FeatureNetwork network, Execution execution, int height, int width, Benchmark.Result result) {
        String peak = result.peakResidentMegabytes()
                .map(megabytes -> String.format(Locale.ROOT, ", peak %.0f MB", megabytes))
                .orElse("");
        return String.format(
                Locale.ROOT,
                "%s on %s at %d x %d: forward %.1f ms, evaluation %.1f ms (%.2f x)%s",
                network.name(),
                execution.describe(),
                height,
                width,
                result.forward(),
                result.evaluation(),
                result.evaluation() / result.forward(),
                peak);
    }
}
