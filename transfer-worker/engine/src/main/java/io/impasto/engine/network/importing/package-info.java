/**
 * Brings networks of other programs into the folder of networks: ONNX exports and Keras' weights. May use the network
 * package. Start with {@link io.impasto.engine.network.importing.NetworkImport}.
 */
package io.impasto.engine.network.importing;
