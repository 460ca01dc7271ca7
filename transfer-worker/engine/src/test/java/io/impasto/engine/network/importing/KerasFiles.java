package io.impasto.engine.network.importing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;

/** Small files in the layout of Keras' weights. */
public final class KerasFiles {
    public static final int[] VGG16 = {2, 2, 3, 3, 3};
    public static final int[] VGG19 = {2, 2, 4, 4, 4};
    static final int WIDTH = 4;

    private KerasFiles() {}

    /** Random weights of so many convolutions a block, {@value #WIDTH} channels each. */
    public static void write(Path path, int... depths) {
        write(path, Set.of(), depths);
    }

    /** Leaves out the weights of some layers, but not their names. */
    static void write(Path path, Set<String> without, int... depths) {
        Random random = new Random(5);
        try (WritableHdfFile file = HdfFile.write(path)) {
            List<String> names = new ArrayList<>(List.of("input_1"));
            int channels = 3;
            for (int block = 1; block <= depths.length; block++) {
                for (int i = 1; i <= depths[block - 1]; i++) {
                    String layer = "block" + block + "_conv" + i;
                    names.add(layer);
                    if (!without.contains(layer)) {
                        convolution(file.putGroup(layer), layer, kernel(random, channels));
                    }
                    channels = WIDTH;
                }
                names.add("block" + block + "_pool");
            }
            file.putAttribute("layer_names", names.toArray(String[]::new));
        }
    }

    /** A VGG16 as a whole saved model has it: one group deeper, weights in groups of their own, with a classifier. */
    static void writeSavedModel(Path path) {
        Random random = new Random(5);
        try (WritableHdfFile file = HdfFile.write(path)) {
            WritableGroup model = file.putGroup("model_weights");
            List<String> names = new ArrayList<>();
            int channels = 3;
            for (int block = 1; block <= VGG16.length; block++) {
                for (int i = 1; i <= VGG16[block - 1]; i++) {
                    String layer = "block" + block + "_conv" + i;
                    names.add(layer);
                    WritableGroup group = model.putGroup(layer);
                    group.putAttribute("weight_names", new String[] {layer + "/kernel:0", layer + "/bias:0"});
                    WritableGroup inner = group.putGroup(layer);
                    inner.putDataset("kernel:0", kernel(random, channels));
                    inner.putDataset("bias:0", bias());
                    channels = WIDTH;
                }
            }
            names.addAll(List.of("flatten", "fc1"));
            model.putAttribute("layer_names", names.toArray(String[]::new));
        }
    }

    static void convolution(WritableGroup group, String layer, float[][][][] kernel) {
        String[] weights = {layer + "_W_1:0", layer + "_b_1:0"};
        group.putAttribute("weight_names", weights);
        group.putDataset(weights[0], kernel);
        group.putDataset(weights[1], bias());
    }

    static float[] bias() {
        return new float[] {0.5f, -0.25f, 0.125f, 1};
    }

    /** Height x width x in x out. */
    static float[][][][] kernel(Random random, int in) {
        float[][][][] kernel = new float[3][3][in][WIDTH];
        for (float[][][] row : kernel) {
            for (float[][] place : row) {
                for (float[] from : place) {
                    for (int o = 0; o < WIDTH; o++) {
                        from[o] = (float) random.nextGaussian() / 4;
                    }
                }
            }
        }
        return kernel;
    }
}
