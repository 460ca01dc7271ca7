package io.impasto.autodiff;

import java.util.function.IntToDoubleFunction;
import java.util.stream.LongStream;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import com.google.protobuf.UnsafeByteOperations;

/** Tensors in the ONNX format. */
final class Tensors {
    private Tensors() {}

    /** @param where what to put before a complaint */
    static Tensor read(TensorProto proto, String where) {
        DataType type = DataType.of(proto.getDataType(), where);
        long[] shape = proto.getDimsList().stream().mapToLong(Long::longValue).toArray();
        if (proto.getDataLocation() == DataLocation.EXTERNAL) {
            throw new ModelException(where + " lies in another file; export the model as a single file");
        }
        try {
            return proto.hasRawData()
                    ? new Tensor(type, shape, proto.getRawData().asReadOnlyByteBuffer())
                    : fromLists(proto, type, shape, where);
        } catch (ModelException wrongSize) {
            throw new ModelException(where + ": " + wrongSize.getMessage(), wrongSize);
        }
    }

    private static Tensor fromLists(TensorProto proto, DataType type, long[] shape, String where) {
        int count;
        IntToDoubleFunction value;
        switch (type) {
            case FLOAT -> {
                count = proto.getFloatDataCount();
                value = proto::getFloatData;
            }
            case DOUBLE -> {
                count = proto.getDoubleDataCount();
                value = proto::getDoubleData;
            }
            case INT64 -> {
                count = proto.getInt64DataCount();
                value = proto::getInt64Data;
            }
            case FLOAT16 -> {
                count = proto.getInt32DataCount();
                value = i -> HalfPrecision.toFloat((short) proto.getInt32Data(i));
            }
            default -> {
                count = proto.getInt32DataCount();
                value = proto::getInt32Data;
            }
        }
        // Compared before allocating, so that a shape cannot claim memory that the file does not have.
        long elements = claimed(shape);
        if (elements != count) {
            throw new ModelException("its shape needs " + elements + " elements, the file has " + count);
        }
        Tensor tensor = Tensor.allocate(type, shape);
        for (int i = 0; i < count; i++) {
            tensor.put(i, value.applyAsDouble(i));
        }
        return tensor;
    }

    private static long claimed(long[] shape) {
        try {
            return LongStream.of(shape).reduce(1, Math::multiplyExact);
        } catch (ArithmeticException overflow) {
            throw new ModelException("its shape is too large", overflow);
        }
    }

    /** @return {@code tensor} in ONNX format, sharing its memory */
    static TensorProto write(Tensor tensor, String name) {
        TensorProto.Builder proto = TensorProto.newBuilder()
                .setName(name)
                .setDataType(tensor.type().onnx())
                .setRawData(UnsafeByteOperations.unsafeWrap(tensor.bytes()));
        LongStream.of(tensor.shape()).forEach(proto::addDims);
        return proto.build();
    }
}
