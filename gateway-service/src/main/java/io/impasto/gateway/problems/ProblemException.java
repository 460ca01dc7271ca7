package io.impasto.gateway.problems;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Ends a request with a problem. Has no stack trace: bad input is no fault of the program. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final transient Map<String, String> headers;

    public ProblemException(Problem problem) {
        this(problem, Map.of());
    }

    private ProblemException(Problem problem, Map<String, String> headers) {
        super(problem.title() + ": " + problem.detail(), null, false, false);
        this.problem = problem;
        this.headers = headers;
    }

    public Problem problem() {
        return problem;
    }

    public ProblemException with(String member, Object value) {
        return new ProblemException(problem.with(member, value), headers);
    }

    /** The same, answered with one more header field. */
    public ProblemException header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new ProblemException(problem, Collections.unmodifiableMap(more));
    }

    /** Header fields of the answer. */
    Map<String, String> headers() {
        return headers;
    }
}
