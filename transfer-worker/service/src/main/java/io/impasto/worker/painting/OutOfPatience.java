package io.impasto.worker.painting;

/** Something that this attempt needs stayed away for too long; another attempt may fare better. */
final class OutOfPatience extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OutOfPatience(RuntimeException cause) {
        super(cause.getMessage(), cause);
    }
}
