package io.impasto.engine.network.importing;

import io.impasto.engine.network.Preprocessing;

/** The conventions of preprocessing that weights are published under, by the names that people give. */
public enum Convention {
    CAFFE("caffe", Preprocessing.CAFFE, "BGR, 0..255, ImageNet's means subtracted: Caffe's and Keras' VGG and ResNet"),
    TORCHVISION(
            "torchvision",
            Preprocessing.TORCHVISION,
            "RGB, 0..1, ImageNet's mean and deviation: torchvision, ONNX model zoo"),
    TF("tf", Preprocessing.TF, "RGB, -1..1: Inception and MobileNet of TensorFlow and Keras"),
    RGB_MEANS("rgb-means", Preprocessing.RGB_MEANS, "RGB, 0..255, ImageNet's means subtracted"),
    UNIT("unit", Preprocessing.UNIT, "RGB, 0..1"),
    NONE("none", Preprocessing.NONE, "RGB, 0..255: the network has its own");

    private final String key;
    private final Preprocessing preprocessing;
    private final String meaning;

    Convention(String key, Preprocessing preprocessing, String meaning) {
        this.key = key;
        this.preprocessing = preprocessing;
        this.meaning = meaning;
    }

    /** As written on the command line. */
    public String key() {
        return key;
    }

    public Preprocessing preprocessing() {
        return preprocessing;
    }

    /** What it does and who uses it, for a person. */
    public String meaning() {
        return meaning;
    }
}
