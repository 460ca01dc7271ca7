package io.impasto.engine.video;

/** There are no frames where they were looked for, or they do not go together; the message is for a person. */
public final class NoFrames extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoFrames(String message) {
        super(message);
    }
}
