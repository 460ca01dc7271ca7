package io.impasto.engine.network;

import io.impasto.autodiff.Model;

/**
 * A small network of random weights with what a MobileNetV3 is made of (Howard et al. 2019): a strided stem padded on one
 * side, inverted residuals with depthwise 3x3 and 5x5, squeeze and excite by 1x1 convolutions and by Gemm, batch
 * normalisation, HardSwish as an operator and spelt out, ReLU6; and beside that SiLU, a grouped convolution, an average
 * pooling that rounds up, and branches that are joined.
 */
public final class MobileNetShape {
    private final RandomNetwork network;

    private MobileNetShape(long seed) {
        network = new RandomNetwork(seed);
    }

    /** The same network for the same seed, at any size of 16 pixels and more. */
    public static Model model(long seed) {
        return new MobileNetShape(seed).build();
    }

    private Model build() {
        String stem = network.node("HardSwish", conv("input", 3, 16, 3, 1, 2, 0, 0, 1, 1));
        String first = residual(stem, 16, 16, 3, false);
        String expanded = network.node("Relu", conv(first, 16, 24, 1, 1, 1));
        String halved = network.node("Clip", conv(expanded, 24, 24, 3, 24, 2), network.weight(0f), network.weight(6f));
        String second = residual(conv(halved, 24, 16, 1, 1, 1), 16, 32, 5, true);
        String grouped = conv(second, 16, 32, 3, 4, 1);
        String silu = network.node("Mul", grouped, network.node("Sigmoid", grouped));
        String pooled = network.add(RandomNetwork.with("AveragePool", silu)
                .addAttribute(RandomNetwork.integers("kernel_shape", 3, 3))
                .addAttribute(RandomNetwork.integers("strides", 2, 2))
                .addAttribute(RandomNetwork.integers("pads", 1, 0, 1, 1))
                .addAttribute(RandomNetwork.integers("ceil_mode", 1)));
        String left = network.node("Relu", conv(pooled, 32, 8, 1, 1, 1));
        String right = network.node("Relu", conv(pooled, 32, 8, 3, 1, 1));
        String joined =
                network.add(RandomNetwork.with("Concat", left, right).addAttribute(RandomNetwork.integers("axis", 1)));
        return network.model(joined, "mobilenet-shape");
    }

    /** Expand, look around within each channel, weigh the channels, narrow again, and add. */
    private String residual(String x, int channels, int inner, int kernel, boolean byGemm) {
        String wide = byGemm ? speltOutHardSwish(conv(x, channels, inner, 1, 1, 1)) : x;
        String seen = conv(wide, inner, inner, kernel, inner, 1);
        String active = network.node(byGemm ? "HardSwish" : "Relu", seen);
        String weighed = network.node("Mul", active, byGemm ? gateByGemm(active, inner) : gateByConv(active, inner));
        return network.node("Add", conv(weighed, inner, channels, 1, 1, 1), x);
    }

    private String speltOutHardSwish(String x) {
        String gate = network.node(
                "Clip", network.node("Add", x, network.weight(3f)), network.weight(0f), network.weight(6f));
        return network.node("Mul", network.node("Mul", x, gate), network.weight(1 / 6f));
    }

    private String gateByConv(String x, int channels) {
        String squeezed = network.node(
                "Relu",
                network.node(
                        "Conv",
                        network.node("GlobalAveragePool", x),
                        network.normal(4, channels, 1, 1),
                        network.normal(4)));
        String excited = network.node("Conv", squeezed, network.normal(channels, 4, 1, 1), network.normal(channels));
        return network.add(RandomNetwork.with("HardSigmoid", excited)
                .addAttribute(RandomNetwork.real("alpha", 1 / 6f))
                .addAttribute(RandomNetwork.real("beta", 0.5f)));
    }

    private String gateByGemm(String x, int channels) {
        String means = network.node("Flatten", network.node("GlobalAveragePool", x));
        String squeezed = network.node("Relu", gemm(means, channels, 8));
        String excited = network.node("HardSigmoid", gemm(squeezed, 8, channels));
        return network.node("Unsqueeze", excited, network.axes(2, 3));
    }

    private String gemm(String x, int from, int to) {
        return network.add(RandomNetwork.with("Gemm", x, network.normal(to, from), network.normal(to))
                .addAttribute(RandomNetwork.integers("transB", 1)));
    }

    private String conv(String x, int from, int to, int kernel, int group, int stride, long... pads) {
        return network.normalised(network.conv(x, from, to, kernel, group, stride, pads), to);
    }
}
