package io.impasto.worker.painting;

/** The lease's signal says that this attempt is not to go on. */
final class Stopped extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Stopped() {
        super("stopped by the lease's signal", null, false, false);
    }
}
