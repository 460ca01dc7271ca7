package io.impasto.engine.network;

import java.util.List;

/**
 * What happens to a colour value of 0..255 before the first layer: {@code (v * scale - mean) / std}, channel by channel
 * in the network's own order.
 *
 * @param order the network's channel order; pictures are RGB
 * @param scale 1 for networks that read 0..255, 1/255 for networks that read 0..1
 * @param mean three means, in the network's order and after scaling
 * @param std three standard deviations, in the network's order and after scaling; all above 0
 */
public record Preprocessing(ChannelOrder order, double scale, List<Double> mean, List<Double> std) {

    /** Caffe's and Keras' convention: BGR, 0..255, the means of ImageNet subtracted. */
    public static final Preprocessing CAFFE =
            new Preprocessing(ChannelOrder.BGR, 1, List.of(103.939, 116.779, 123.68), List.of(1.0, 1.0, 1.0));

    /** torchvision's convention: RGB, 0..1, means and standard deviations of ImageNet. */
    public static final Preprocessing TORCHVISION =
            new Preprocessing(ChannelOrder.RGB, 1 / 255.0, List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));

    /** TensorFlow's convention for Inception and MobileNet: RGB, -1..1. */
    public static final Preprocessing TF =
            new Preprocessing(ChannelOrder.RGB, 1 / 127.5, List.of(1.0, 1.0, 1.0), List.of(1.0, 1.0, 1.0));

    /** RGB, 0..255, the means of ImageNet subtracted. */
    public static final Preprocessing RGB_MEANS =
            new Preprocessing(ChannelOrder.RGB, 1, List.of(123.68, 116.779, 103.939), List.of(1.0, 1.0, 1.0));

    /** RGB, 0..1, nothing subtracted. */
    public static final Preprocessing UNIT =
            new Preprocessing(ChannelOrder.RGB, 1 / 255.0, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));

    /** RGB, 0..255 as it is: the network begins with its own. */
    public static final Preprocessing NONE =
            new Preprocessing(ChannelOrder.RGB, 1, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));

    /** @throws IllegalArgumentException for other than three finite means and three positive deviations */
    public Preprocessing {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        if (mean.size() != 3 || std.size() != 3) {
            throw new IllegalArgumentException("preprocessing needs three means and three standard deviations");
        }
        if (!(scale > 0) || Double.isInfinite(scale)) {
            throw new IllegalArgumentException("preprocessing scale must be above 0, not " + scale);
        }
        for (int i = 0; i < 3; i++) {
            if (!Double.isFinite(mean.get(i)) || !(std.get(i) > 0) || Double.isInfinite(std.get(i))) {
                throw new IllegalArgumentException("preprocessing means must be finite and deviations above 0");
            }
        }
    }
}
