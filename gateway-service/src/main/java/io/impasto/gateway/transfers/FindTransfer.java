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

    /**
     * @throws ProblemException {@code transfer-not-found}, also for what is no id at all and for someone else's;
     *     {@code transfer-gone} once its data are removed
     */
    public Transfer byId(String tenant, String text) {
        Transfer transfer = uuid(text)
                .flatMap(table::find)
                .filter(found -> found.tenant().equals(tenant))
                .orElseThrow(() -> ProblemType.TRANSFER_NOT_FOUND.problem(
                        "No transfer has this id. Ids are the UUIDs that POST /v1/transfers answers with."));
        if (transfer.gone()) {
            throw gone(transfer);
        }
        return transfer;
    }

    static ProblemException gone(Transfer transfer) {
        return ProblemType.TRANSFER_GONE.problem("The transfer " + transfer.id() + " and its images were removed"
                + (transfer.purgedAt() == null ? "." : " at " + transfer.purgedAt() + "."));
    }

    /** The id that a text is, in either case of its letters. */
    static Optional<UUID> uuid(String text) {
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
