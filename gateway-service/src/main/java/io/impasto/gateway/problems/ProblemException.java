package io.impasto.gateway.problems;

/** Ends a request with a problem. Has no stack trace: bad input is no fault of the program. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.title() + ": " + problem.detail(), null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }

    public ProblemException with(String member, Object value) {
        return new ProblemException(problem.with(member, value));
    }
}
