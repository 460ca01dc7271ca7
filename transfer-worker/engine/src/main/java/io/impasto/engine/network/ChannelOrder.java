package io.impasto.engine.network;

/** Order of the colour channels that a network was trained with. */
public enum ChannelOrder {
    /** Red first, as torchvision has it. */
    RGB,
    /** Blue first, as Caffe has it. */
    BGR
}
