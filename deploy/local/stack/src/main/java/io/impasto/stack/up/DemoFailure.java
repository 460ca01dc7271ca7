package io.impasto.stack.up;

/** Why the demo came to no painting; the message is for a person. */
final class DemoFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DemoFailure(String message) {
        super(message);
    }
}
