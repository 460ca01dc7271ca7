package io.impasto.engine.device;

/** In what the network's activations and their cotangents are held; images, losses and the image's gradient are float32. */
public enum Precision {
    /** float32. */
    SINGLE,
    /** float16: half the memory, and several times the speed on the tensor cores of a GPU; slow on the processor. */
    HALF
}
