/**
 * Reverse-mode differentiation of ONNX graphs: reads a network, lets an objective be written in Java over its named
 * activations, derives the backward pass as further stock ONNX nodes, and runs the whole in ONNX Runtime.
 * It knows nothing of images or style transfer, and may use only ONNX Runtime and the ONNX protobuf classes.
 * Start reading at {@link io.impasto.autodiff.Graph}; the mathematics is in the {@code *Rules} classes, the order of
 * the reverse walk in {@code Backward}, and the session in {@link io.impasto.autodiff.Program}.
 */
package io.impasto.autodiff;
