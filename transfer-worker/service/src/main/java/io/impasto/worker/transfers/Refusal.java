package io.impasto.worker.transfers;

import io.impasto.engine.transfer.InvalidOption;

/** A request that nobody can fulfil; its problem goes to whoever asked. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public Refusal(Problem problem) {
        super(problem.detail());
        this.problem = problem;
    }

    /** The refusal of an option. */
    public static Refusal of(InvalidOption fault) {
        return new Refusal(Problem.invalidOption(fault.option(), fault.getMessage()));
    }

    /** Why. */
    public Problem problem() {
        return problem;
    }
}
