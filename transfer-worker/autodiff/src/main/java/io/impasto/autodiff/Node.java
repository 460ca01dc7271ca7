package io.impasto.autodiff;

import java.util.ArrayList;
import java.util.List;

/** An operator at work in a {@link Graph}: what it reads, and the values that it computes. */
final class Node {
    private final String operator;
    private final String name;
    private final Attributes attributes;
    private final List<Expr> inputs;
    private final List<Expr> outputs = new ArrayList<>();
    private final Subgraph body;

    /** @param inputs what it reads; null stands for an optional input that is omitted */
    Node(String operator, String name, Attributes attributes, List<Expr> inputs) {
        this(operator, name, attributes, inputs, null);
    }

    /**
     * @param inputs what it reads, and after those what its body reads of this graph
     * @param body   what it runs; null where it is no control flow
     */
    Node(String operator, String name, Attributes attributes, List<Expr> inputs, Subgraph body) {
        this.body = body;
        this.operator = operator;
        this.name = name;
        this.attributes = attributes;
        this.inputs = new ArrayList<>(inputs);
    }

    void computes(Expr output) {
        outputs.add(output);
    }

    /** From now on reads {@code replacement}, an equal value, in place of {@code value}. */
    void reads(Expr value, Expr replacement) {
        inputs.replaceAll(input -> input == value ? replacement : input);
    }

    String operator() {
        return operator;
    }

    String name() {
        return name;
    }

    Attributes attributes() {
        return attributes;
    }

    /** @return null where it is no control flow */
    Subgraph body() {
        return body;
    }

    List<Expr> inputs() {
        return inputs;
    }

    boolean has(int input) {
        return input < inputs.size() && inputs.get(input) != null;
    }

    Expr input(int i) {
        if (!has(i)) {
            throw new ModelException(describe() + " lacks its input " + i);
        }
        return inputs.get(i);
    }

    List<Expr> outputs() {
        return outputs;
    }

    Expr output() {
        return outputs.get(0);
    }

    /** @return operator and name for messages: {@code Conv 'conv1_1'} */
    String describe() {
        return operator + " '" + name + "'";
    }
}
