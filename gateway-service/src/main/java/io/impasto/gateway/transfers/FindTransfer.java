package io.impasto.gateway.transfers;

import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.impasto.gateway.problems.ProblemException;
import io.impasto.gateway.problems.ProblemType;

/** The transfer that an id in an address means. */
@ApplicationScoped
public class FindTransfer {

    private final TransferTable table;

    FindTransfer(TransferTable table) {
        this.table = table;
    }

    /** @throws ProblemException {@code transfer-not-found}, also for what is no id at all */
    public Transfer byId(String text) {
        return uuid(text)
                .flatMap(table::find)
                .orElseThrow(() -> ProblemType.TRANSFER_NOT_FOUND.problem(
                        "No transfer has this id. Ids are the UUIDs that POST /v1/transfers answers with."));
    }

    private static Optional<UUID> uuid(String text) {
        if (text.length() != 36) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
