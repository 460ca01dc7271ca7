package io.impasto.engine.transfer;

/** A checkpoint that is damaged, or of another version or another job; paint without it. */
public final class CheckpointRefused extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public CheckpointRefused(String message) {
        super(message);
    }
}
