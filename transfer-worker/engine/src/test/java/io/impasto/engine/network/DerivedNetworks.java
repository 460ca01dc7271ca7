package io.impasto.engine.network;

import java.util.LinkedHashMap;
import java.util.Map;

import ai.onnx.proto.OnnxMl.NodeProto;

import io.impasto.autodiff.Model;

/** Small networks of random weights, each with one thing that VGG19 does not have, between two convolutions. */
public final class DerivedNetworks {
    private DerivedNetworks() {}

    /** By what is special about them. */
    public static Map<String, Model> all() {
        Map<String, Model> networks = new LinkedHashMap<>();
        networks.put("average pooling that counts its padding", pooled("AveragePool", 3, 0, 1, 1, 1, 1, 1));
        networks.put("average pooling that does not", pooled("AveragePool", 3, 0, 0, 1, 1, 1, 1));
        networks.put("average pooling that rounds up", pooled("AveragePool", 3, 1, 0, 0, 0, 1, 1));
        networks.put("average pooling of overlapping windows", pooled("AveragePool", 5, 0, 0, 2, 1, 0, 2));
        networks.put("max pooling that rounds up", pooled("MaxPool", 3, 1, 0, 1, 0, 0, 1));
        networks.put("strides", strides());
        networks.put("concatenation", concatenation());
        networks.put("depthwise convolution", depthwise());
        return networks;
    }

    private static Model pooled(String operator, int kernel, int ceil, int counted, long... pads) {
        RandomNetwork network = new RandomNetwork(kernel + pads[0]);
        String first = network.node("Relu", network.conv("input", 3, 8, 3, 1, 1));
        NodeProto.Builder pool = RandomNetwork.with(operator, first)
                .addAttribute(RandomNetwork.integers("kernel_shape", kernel, kernel))
                .addAttribute(RandomNetwork.integers("strides", 2, 2))
                .addAttribute(RandomNetwork.integers("pads", pads))
                .addAttribute(RandomNetwork.integers("ceil_mode", ceil));
        if (counted == 1) {
            pool.addAttribute(RandomNetwork.integers("count_include_pad", 1));
        }
        String last = network.node("Relu", network.conv(network.add(pool), 8, 8, 3, 1, 1));
        return network.model(last, operator);
    }

    private static Model strides() {
        RandomNetwork network = new RandomNetwork(5);
        String first = network.node("Relu", network.conv("input", 3, 8, 3, 1, 1));
        String second = network.node("Relu", network.conv(first, 8, 8, 3, 1, 2, 0, 1, 1, 0));
        return network.model(network.node("Relu", network.conv(second, 8, 8, 2, 1, 3, 0, 0, 0, 0)), "strides");
    }

    private static Model concatenation() {
        RandomNetwork network = new RandomNetwork(6);
        String first = network.node("Relu", network.conv("input", 3, 8, 3, 1, 1));
        String small = network.node("Relu", network.conv(first, 8, 4, 1, 1, 1));
        String large = network.node("Relu", network.conv(first, 8, 6, 3, 1, 1));
        String joined = network.add(
                RandomNetwork.with("Concat", small, first, large).addAttribute(RandomNetwork.integers("axis", 1)));
        return network.model(network.node("Relu", network.conv(joined, 18, 8, 3, 1, 1)), "concatenation");
    }

    private static Model depthwise() {
        RandomNetwork network = new RandomNetwork(7);
        String first = network.node("Relu", network.conv("input", 3, 16, 3, 1, 1));
        String same = network.node("Relu", network.conv(first, 16, 16, 3, 16, 1));
        String halved = network.node("Relu", network.conv(same, 16, 32, 5, 16, 2, 1, 2, 2, 1));
        return network.model(network.node("Relu", network.conv(halved, 32, 8, 1, 4, 1)), "depthwise");
    }
}
