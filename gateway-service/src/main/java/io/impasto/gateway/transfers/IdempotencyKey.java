package io.impasto.gateway.transfers;

import java.util.List;
import java.util.Optional;

import io.impasto.gateway.problems.ProblemType;

/** The client's name for a request, so that repeating it makes no second transfer: 1..255 visible ASCII characters. */
public record IdempotencyKey(String value) {

    /** Header that carries it. */
    static final String HEADER = "Idempotency-Key";

    public IdempotencyKey {
        if (!value.matches("[\\x21-\\x7e]{1,255}")) {
            throw ProblemType.INVALID_IDEMPOTENCY_KEY.problem(
                    "Idempotency-Key must be 1 to 255 visible ASCII characters.");
        }
    }

    static Optional<IdempotencyKey> of(List<String> headers) {
        if (headers == null || headers.isEmpty()) {
            return Optional.empty();
        }
        if (headers.size() > 1) {
            throw ProblemType.INVALID_IDEMPOTENCY_KEY.problem("Send only one Idempotency-Key.");
        }
        return Optional.of(new IdempotencyKey(headers.get(0)));
    }
}
