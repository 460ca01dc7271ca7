package io.impasto.engine.transfer;

/** Hears of every evaluation while a picture is painted. */
@FunctionalInterface
public interface TransferListener {

    /** Called after each evaluation, on the painting thread, which waits for the answer. */
    Directive evaluated(Evaluation evaluation);

    /**
     * Called once, on the painting thread, if a painting with an evaluation at least ends before it is finished: the last
     * moment to keep a checkpoint.
     */
    default void stopped(Evaluation last) {}

    /** A listener that never stops. */
    static TransferListener none() {
        return evaluation -> Directive.CONTINUE;
    }
}
