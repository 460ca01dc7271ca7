package io.impasto.engine.network.importing;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;

import io.impasto.autodiff.Model;
import io.impasto.engine.network.NetworkException;

/**
 * A file of weights as Keras 1 and 2 write it: an attribute {@code layer_names} at the root (or at the group
 * {@code model_weights} of a whole saved model), a group per layer, and in its attribute {@code weight_names} the paths of
 * its data sets. Weights are read one by one as they are asked for.
 */
final class KerasWeights implements AutoCloseable {
    private final Path path;
    private final HdfFile file;
    private final Group root;
    private final List<String> layers;

    private KerasWeights(Path path, HdfFile file) {
        this.path = path;
        this.file = file;
        this.root = file.getAttribute("layer_names") == null && file.getChild("model_weights") instanceof Group nested
                ? nested
                : file;
        this.layers = texts(root, "layer_names");
    }

    /**
     * A convolution's weights.
     *
     * @param kernelShape height, width, channels in, channels out
     * @param kernel row by row
     */
    record Convolution(long[] kernelShape, float[] kernel, float[] bias) {
        long biases() {
            return bias.length;
        }
    }

    /** @throws NetworkException if it isn't such a file */
    static KerasWeights open(Path path) {
        return reading(path, () -> {
            HdfFile file = new HdfFile(path);
            try {
                requireWhole(path, file);
                return new KerasWeights(path, file);
            } catch (RuntimeException unusable) {
                file.close();
                throw unusable;
            }
        });
    }

    /** The library reads what it finds; the format says where the file ends. */
    private static void requireWhole(Path path, HdfFile file) {
        long end = file.getHdfBackingStorage().getSuperblock().getEndOfFileAddress();
        if (file.size() < end) {
            throw new NetworkException(path + ": damaged: it has " + file.size() + " bytes of " + end);
        }
    }

    List<String> layers() {
        return layers;
    }

    /** @throws NetworkException if the layer has other than a kernel of four axes and a bias of one, in single precision */
    Convolution convolution(String layer) {
        return reading(path, () -> {
            if (!(root.getChild(layer) instanceof Group group)) {
                throw new NetworkException(path + ": the weights of its layer " + layer + " are missing");
            }
            List<Dataset> weights = texts(group, "weight_names").stream()
                    .map(name -> weight(group, name))
                    .toList();
            Dataset kernel = ofRank(layer, weights, 4, "kernel");
            Dataset bias = ofRank(layer, weights, 1, "bias");
            return new Convolution(kernel.getDimensionsAsLong(), floats(kernel), floats(bias));
        });
    }

    private Dataset weight(Group group, String name) {
        Node node = group.getByPath(name);
        if (node instanceof Dataset dataset) {
            return dataset;
        }
        throw new NetworkException(path + ": its weight " + name + " is missing");
    }

    private Dataset ofRank(String layer, List<Dataset> weights, int rank, String what) {
        return weights.stream()
                .filter(weight -> weight.getDimensions().length == rank)
                .findFirst()
                .orElseThrow(() -> new NetworkException(path + ": its layer " + layer + " has no " + what));
    }

    private float[] floats(Dataset dataset) {
        if (dataset.getJavaType() != float.class) {
            throw new NetworkException(path + ": its weight " + dataset.getPath() + " is of "
                    + dataset.getJavaType().getSimpleName() + ", not of float");
        }
        // A shape claims what it likes; what is stored is in the file.
        long bytes = dataset.getSizeInBytes();
        if (bytes > Model.MAX_BYTES || dataset.getFilters().isEmpty() && bytes > file.size()) {
            throw new NetworkException(path + ": its weight " + dataset.getPath() + " claims " + bytes
                    + " bytes, more than the file can hold");
        }
        return (float[]) dataset.getDataFlat();
    }

    private List<String> texts(Group group, String attribute) {
        Attribute names = group.getAttribute(attribute);
        if (names == null) {
            throw new NetworkException(
                    path + ": not Keras' weights: " + group.getPath() + " has no attribute " + attribute);
        }
        Object data = names.getData();
        return data instanceof String[] several ? List.of(several) : List.of(String.valueOf(data));
    }

    /** A damaged file makes the library fail in many ways, all of which mean the same to a person. */
    private static <T> T reading(Path path, Supplier<T> read) {
        try {
            return read.get();
        } catch (NetworkException told) {
            throw told;
        } catch (RuntimeException | StackOverflowError damaged) {
            throw new NetworkException(path + ": not an HDF5 file, or damaged: " + damaged.getMessage(), damaged);
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
