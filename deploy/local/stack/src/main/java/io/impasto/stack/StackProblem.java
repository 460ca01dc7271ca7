package io.impasto.stack;

/** Why a stack cannot be started, in one line for a person. */
public final class StackProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StackProblem(String message) {
        super(message);
    }
}
