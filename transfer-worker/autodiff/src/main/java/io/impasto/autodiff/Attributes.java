package io.impasto.autodiff;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import com.google.protobuf.ByteString;

/** The attributes of a node: integers, floats, strings, lists of integers, and anything else as ONNX wrote it. */
public final class Attributes {
    static final Attributes NONE = new Attributes(Map.of());

    private final Map<String, AttributeProto> values;

    private Attributes(Map<String, AttributeProto> values) {
        this.values = values;
    }

    static Attributes of(List<AttributeProto> attributes) {
        Map<String, AttributeProto> values = new LinkedHashMap<>();
        attributes.forEach(attribute -> values.put(attribute.getName(), attribute));
        return new Attributes(values);
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** @return the integer attribute {@code name}, or {@code otherwise} where it is absent */
    public long integer(String name, long otherwise) {
        return has(name) ? values.get(name).getI() : otherwise;
    }

    /** @return the float attribute {@code name}, or {@code otherwise} where it is absent */
    public float real(String name, float otherwise) {
        return has(name) ? values.get(name).getF() : otherwise;
    }

    /** @return the string attribute {@code name}, or {@code otherwise} where it is absent */
    public String text(String name, String otherwise) {
        return has(name) ? values.get(name).getS().toStringUtf8() : otherwise;
    }

    /** @return the integer list {@code name}, or {@code otherwise} where it is absent */
    public long[] integers(String name, long... otherwise) {
        return has(name) ? longs(values.get(name)) : otherwise;
    }

    /** @return these attributes and one more */
    Attributes with(String name, long value) {
        return with(named(name, AttributeType.INT).setI(value));
    }

    Attributes with(String name, float value) {
        return with(named(name, AttributeType.FLOAT).setF(value));
    }

    Attributes with(String name, String value) {
        return with(named(name, AttributeType.STRING).setS(ByteString.copyFromUtf8(value)));
    }

    Attributes with(String name, long[] values) {
        return with(named(name, AttributeType.INTS)
                .addAllInts(LongStream.of(values).boxed().toList()));
    }

    Attributes with(String name, GraphProto value) {
        return with(named(name, AttributeType.GRAPH).setG(value));
    }

    Attributes without(String... names) {
        Map<String, AttributeProto> fewer = new LinkedHashMap<>(values);
        List.of(names).forEach(fewer::remove);
        return new Attributes(fewer);
    }

    /** @return the attribute as ONNX wrote it, or null */
    AttributeProto proto(String name) {
        return values.get(name);
    }

    List<AttributeProto> protos() {
        return new ArrayList<>(values.values());
    }

    private Attributes with(AttributeProto.Builder attribute) {
        Map<String, AttributeProto> more = new LinkedHashMap<>(values);
        more.put(attribute.getName(), attribute.build());
        return new Attributes(more);
    }

    private static AttributeProto.Builder named(String name, AttributeType type) {
        return AttributeProto.newBuilder().setName(name).setType(type);
    }

    private static long[] longs(AttributeProto attribute) {
        return attribute.getIntsList().stream().mapToLong(Long::longValue).toArray();
    }

    @Override
    public String toString() {
        return values.keySet().toString();
    }
}
