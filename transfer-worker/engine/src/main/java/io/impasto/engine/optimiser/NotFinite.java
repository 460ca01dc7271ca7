package io.impasto.engine.optimiser;

/** An objective that is not finite where the optimiser is to start. */
public final class NotFinite extends ArithmeticException {
    private static final long serialVersionUID = 1L;

    public NotFinite(String message) {
        super(message);
    }
}
