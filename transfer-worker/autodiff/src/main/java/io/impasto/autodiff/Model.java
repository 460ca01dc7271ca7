package io.impasto.autodiff;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;

/**
 * A network read from an ONNX file: its nodes in an order in which they can be computed, its weights, inputs and
 * outputs. Immutable. Every way of reading one checks it wholly (format, missing values, cycles, weight sizes).
 */
public final class Model {
    /** Larger files are refused before they are read: 1 GiB; VGG19 with its classifier has 575 MB. */
    public static final long MAX_BYTES = 1L << 30;

    private final String source;
    private final int opset;
    private final List<ModelNode> nodes;
    private final Map<String, Tensor> weights;
    private final List<ValueInfo> inputs;
    private final List<ValueInfo> outputs;
    private final Map<String, NamedShape> shapes;

    Model(
            String source,
            int opset,
            List<ModelNode> nodes,
            Map<String, Tensor> weights,
            List<ValueInfo> inputs,
            List<ValueInfo> outputs,
            Map<String, NamedShape> shapes) {
        this.source = source;
        this.opset = opset;
        this.nodes = List.copyOf(nodes);
        this.weights = Map.copyOf(weights);
        this.inputs = List.copyOf(inputs);
        this.outputs = List.copyOf(outputs);
        this.shapes = Map.copyOf(shapes);
    }

    /**
     * Reads an ONNX file.
     *
     * @throws ModelException naming the file and what is wrong with it
     */
    public static Model read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, file.toString());
        } catch (NoSuchFileException missing) {
            throw new ModelException(file + ": no such file", missing);
        } catch (IOException unreadable) {
            throw new ModelException(file + ": cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    /**
     * Reads ONNX from a stream, at most {@link #MAX_BYTES} of it.
     *
     * @param source what to call it in messages
     * @throws ModelException naming the source and what is wrong with it
     * @throws IOException    if the stream fails
     */
    public static Model read(InputStream in, String source) throws IOException {
        byte[] bytes = in.readNBytes((int) MAX_BYTES);
        if (bytes.length == MAX_BYTES) {
            throw new ModelException(source + ": larger than " + MAX_BYTES + " bytes");
        }
        return of(bytes, source);
    }

    /**
     * Reads ONNX from memory.
     *
     * @param source what to call it in messages
     * @throws ModelException naming the source and what is wrong with it
     */
    public static Model of(byte[] onnx, String source) {
        return ModelReader.read(onnx, source);
    }

    /** @return the file or name that this model was read from */
    public String source() {
        return source;
    }

    /** @return the version of ONNX' operator set that the nodes are written in */
    public int opset() {
        return opset;
    }

    /** @return the nodes, each after those whose outputs it reads */
    public List<ModelNode> nodes() {
        return nodes;
    }

    /** @return what has to be fed; weights are not among them */
    public List<ValueInfo> inputs() {
        return inputs;
    }

    public List<ValueInfo> outputs() {
        return outputs;
    }

    /** @return the weight or constant initialiser of that name */
    public Optional<Tensor> weight(String name) {
        return Optional.ofNullable(weights.get(name));
    }

    Map<String, Tensor> weights() {
        return weights;
    }

    /** @return what is known of computed values, by name; nothing of a model that was read from a file */
    Map<String, NamedShape> shapes() {
        return shapes;
    }

    /** @return this model with each node replaced by what {@code change} makes of it */
    public Model mapNodes(UnaryOperator<ModelNode> change) {
        return new Model(source, opset, nodes.stream().map(change).toList(), weights, inputs, outputs, shapes);
    }

    /**
     * This model with only what some of its values need, which become its outputs under new names.
     *
     * @param outputs the model's values by the names that they get; none twice
     */
    public Model cut(Map<String, String> outputs) {
        return ModelCut.of(this, outputs);
    }

    /**
     * This network of images, whichever layout it was exported in, for images {@code N x 3 x H x W} of any size. What was
     * computed with the channels last is computed with the channels first, outputs included.
     *
     * @throws ModelException if the model takes anything other than images of three channels
     */
    public Model channelsFirst() {
        return ChannelsFirst.of(this);
    }

    /** @return this model with every max pooling replaced by average pooling over the same windows (Gatys et al. 2016) */
    public Model withAveragePooling() {
        return mapNodes(node -> node.operator().equals("MaxPool") ? averaging(node) : node);
    }

    /**
     * This model in half precision: weights, constants, inputs and outputs of FLOAT become FLOAT16.
     *
     * @throws ModelException if a weight is beyond the range of FLOAT16, 65504
     */
    public Model inHalfPrecision() {
        return HalfModel.of(this);
    }

    private static ModelNode averaging(ModelNode node) {
        if (LongStream.of(node.attributes().integers("dilations")).anyMatch(dilation -> dilation != 1)) {
            throw new ModelException(node.describe() + " is dilated; average pooling cannot be");
        }
        Attributes attributes = node.attributes().without("dilations", "storage_order");
        return new ModelNode(
                "AveragePool", node.name(), node.inputs(), node.outputs().subList(0, 1), attributes);
    }

    /** Writes this model as an ONNX file. */
    public void writeTo(OutputStream out) throws IOException {
        ModelWriter.proto(this).writeTo(out);
    }

    /** @return this model in ONNX format */
    public byte[] toOnnx() {
        return ModelWriter.proto(this).toByteArray();
    }

    /** Writes this model to {@code file}, replacing it. */
    public void writeTo(Path file) {
        try (OutputStream out = Files.newOutputStream(file)) {
            writeTo(out);
        } catch (IOException failed) {
            throw new UncheckedIOException(file + ": cannot be written", failed);
        }
    }
}
