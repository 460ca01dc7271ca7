package io.impasto.engine.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.impasto.autodiff.Expr;
import io.impasto.autodiff.Graph;
import io.impasto.autodiff.Model;
import io.impasto.autodiff.Shape;
import io.impasto.autodiff.Tensor;

/**
 * VGG19 to conv5_4 (Simonyan and Zisserman, Very Deep Convolutional Networks, 2015) with seeded random weights: full depth
 * and width where the real weights can't be had. The weights are scaled after He et al., Delving Deep into Rectifiers
 * (2015), so that activations neither fade nor grow with depth.
 */
public final class SyntheticVgg19 {
    private static final int[] CONVOLUTIONS = {2, 2, 4, 4, 4};
    private static final int[] WIDTHS = {64, 128, 256, 512, 512};

    private SyntheticVgg19() {}

    /**
     * Writes the network (80 MB) and, beside it, its manifest. The same seed gives the same bytes.
     *
     * @param seed of the weights
     * @param file the {@code .onnx} file to write; the manifest goes to the same name with {@code .json} appended
     * @throws UncheckedIOException if it can't be written; then neither file is there, or both as they were before
     */
    public static NetworkManifest write(long seed, Path file) {
        try {
            if (file.toAbsolutePath().getParent() != null) {
                Files.createDirectories(file.toAbsolutePath().getParent());
            }
            Path weights = part(file);
            Path facts = part(ManifestFile.candidates(file).get(0));
            try {
                model(seed, WIDTHS).writeTo(weights);
                NetworkManifest manifest = manifest(seed, Hashes.sha256(weights));
                Files.write(facts, ManifestFile.write(manifest));
                Files.move(facts, ManifestFile.candidates(file).get(0), StandardCopyOption.ATOMIC_MOVE);
                Files.move(weights, file, StandardCopyOption.ATOMIC_MOVE);
                return manifest;
            } finally {
                Files.deleteIfExists(weights);
                Files.deleteIfExists(facts);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Where a file grows before it is moved into place. */
    private static Path part(Path file) {
        return file.resolveSibling(
                "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    }

    private static NetworkManifest manifest(long seed, String sha256) {
        return new NetworkManifest(
                "vgg19-synth-" + seed,
                "CC0-1.0",
                "random weights: impasto model synth --seed " + seed,
                sha256,
                Preprocessing.CAFFE,
                List.of("relu4_2"),
                List.of("relu1_1", "relu2_1", "relu3_1", "relu4_1", "relu5_1"),
                Map.of());
    }

    /** @param widths channels of each of the five blocks */
    static Model model(long seed, int... widths) {
        Random random = new Random(seed);
        Graph graph = new Graph();
        Expr x = graph.input("input", Shape.of(1, 3, Shape.UNKNOWN, Shape.UNKNOWN));
        int channels = 3;
        for (int block = 0; block < widths.length; block++) {
            x = block == 0 ? x : x.maxPool(2, 2);
            for (int i = 0; i < CONVOLUTIONS[block]; i++) {
                x = x.conv(
                                graph.constant(weights(random, widths[block], channels)),
                                graph.constant(Tensor.allocate(widths[block])))
                        .relu();
                channels = widths[block];
            }
        }
        graph.output("output", x);
        return graph.toModel();
    }

    private static Tensor weights(Random random, int to, int from) {
        Tensor tensor = Tensor.allocate(to, from, 3, 3);
        FloatBuffer values = tensor.floats();
        double deviation = Math.sqrt(2.0 / (9 * from));
        while (values.hasRemaining()) {
            values.put((float) (deviation * random.nextGaussian()));
        }
        return tensor;
    }
}
