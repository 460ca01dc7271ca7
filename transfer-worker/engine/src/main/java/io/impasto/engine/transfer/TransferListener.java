package io.impasto.engine.transfer;

/** Hears of every evaluation while a picture is painted. */
@FunctionalInterface
public interface TransferListener {

    /** Called after each evaluation, on the painting thread, which waits for the answer. */
    Directive evaluated(Evaluation evaluation);

    /** A listener that never stops. */
    static TransferListener none() {
        return evaluation -> Directive.CONTINUE;
    }
}
