package io.impasto.autodiff;

/** The element types of ONNX that this layer carries, with their numbers in {@code TensorProto.DataType}. */
public enum DataType {
    FLOAT(1, 4),
    UINT8(2, 1),
    INT8(3, 1),
    INT32(6, 4),
    INT64(7, 8),
    BOOL(9, 1),
    FLOAT16(10, 2),
    DOUBLE(11, 8);

    private final int onnx;
    private final int bytes;

    DataType(int onnx, int bytes) {
        this.onnx = onnx;
        this.bytes = bytes;
    }

    /** @return the number of this type in the ONNX format */
    public int onnx() {
        return onnx;
    }

    /** @return bytes per element */
    public int bytes() {
        return bytes;
    }

    /** @return whether a gradient can have this type */
    public boolean isReal() {
        return this == FLOAT || this == DOUBLE || this == FLOAT16;
    }

    static DataType of(int onnx, String where) {
        for (DataType type : values()) {
            if (type.onnx == onnx) {
                return type;
            }
        }
        throw new ModelException(where + ": element type " + onnx + " is not supported");
    }
}
