package io.impasto.autodiff;

import java.util.List;

/**
 * What a file tells ONNX Runtime about a value between input and output.
 *
 * @param type its element type
 * @param dims a number or a name per axis; the same name stands for the same size
 */
record NamedShape(DataType type, List<String> dims) {}
