package io.impasto.gateway.transfers;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.ws.rs.core.HttpHeaders;

import io.impasto.gateway.problems.ProblemType;

/** The client's name for a request, so that repeating it makes no second transfer: 1..255 visible ASCII characters. */
public record IdempotencyKey(String value) {

    /** Header that carries it. */
    static final String HEADER = "Idempotency-Key";

    /** Header that tells that an earlier request with the key was accepted. */
    static final String REPLAYED = "Idempotent-Replayed";

    public IdempotencyKey {
        if (!value.matches("[\\x21-\\x7e]{1,255}")) {
            throw ProblemType.INVALID_IDEMPOTENCY_KEY.problem(
                    "Idempotency-Key must be 1 to 255 visible ASCII characters.");
        }
    }

    /** The id that a request's key makes, if it has one. */
    static Optional<UUID> id(String tenant, HttpHeaders headers) {
        return of(headers.getRequestHeader(HEADER)).map(key -> TransferIds.ofKey(tenant, key.value()));
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
