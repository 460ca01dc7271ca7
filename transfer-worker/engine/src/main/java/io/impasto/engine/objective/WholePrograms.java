package io.impasto.engine.objective;

import java.util.HashMap;
import java.util.Map;

import io.impasto.autodiff.Program;
import io.impasto.autodiff.Shape;
import io.impasto.autodiff.Tensor;
import io.impasto.engine.device.Execution;
import io.impasto.engine.device.Precision;
import io.impasto.engine.image.Picture;
import io.impasto.engine.network.FeatureNetwork;

/** The warm sessions that take an image in one piece. */
record WholePrograms(Program targets, Program evaluation) implements AutoCloseable {

    static WholePrograms load(FeatureNetwork network, Layout layout, Shape size, Execution execution) {
        Precision precision = execution.precision();
        Program evaluation = Program.load(Programs.evaluation(network, layout, size, precision), execution.programs());
        // Targets are computed once for each size of a picture.
        Program targets = Program.load(
                Programs.targets(network, layout, precision),
                execution.programs().withMemoryReleased());
        return new WholePrograms(targets, evaluation);
    }

    /**
     * Features of content layers; Gram matrices and M of style layers.
     *
     * @param guides by the names of {@link Layout#grams}; none without guidance
     */
    Map<String, Tensor> targets(Picture picture, Map<String, Tensor> guides) {
        Map<String, Tensor> inputs = new HashMap<>();
        inputs.put(Programs.IMAGE, Tensor.of(picture.rgb(), 1, 3, picture.height(), picture.width()));
        guides.forEach((gram, guide) -> inputs.put(Programs.guide(gram), guide));
        return targets.run(inputs);
    }

    void terminate() {
        targets.terminate();
        evaluation.terminate();
    }

    @Override
    public void close() {
        evaluation.close();
        targets.close();
    }
}
