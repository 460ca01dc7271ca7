package io.impasto.gateway.transfers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.impasto.gateway.problems.ProblemException;

/** Accepts a preview sheet: all of its variants, or none. */
@ApplicationScoped
class SubmitSheet {

    private final SubmitTransfer submitTransfer;
    private final TransferTable table;

    SubmitSheet(SubmitTransfer submitTransfer, TransferTable table) {
        this.submitTransfer = submitTransfer;
        this.table = table;
    }

    /**
     * @param group what the transfers have in common
     * @param transfers in the order of the variants
     * @param replayed whether all were accepted before
     */
    record Accepted(UUID group, List<Transfer> transfers, boolean replayed) {}

    /**
     * @param key the group's id where an idempotency key makes it; else it gets a fresh one
     * @throws ProblemException if it is refused
     */
    Accepted submit(Optional<UUID> key, Sheet sheet, Terms terms) {
        UUID group = key.orElseGet(TransferIds::fresh);
        Map<UUID, Draft> drafts = new LinkedHashMap<>();
        sheet.drafts().forEach(draft -> drafts.put(id(group, drafts.size()), draft));
        if (table.find(id(group, drafts.size())).isPresent()) {
            throw SubmitTransfer.reused(id(group, 0));
        }
        List<SubmitTransfer.Accepted> all = submitTransfer.submit(drafts, terms.of(group));
        return new Accepted(
                group,
                all.stream().map(SubmitTransfer.Accepted::transfer).toList(),
                all.stream().allMatch(SubmitTransfer.Accepted::replayed));
    }

    /** Ids of the variants follow from the group's, so that a sheet that is asked for again is found. */
    private static UUID id(UUID group, int variant) {
        return TransferIds.version5(group, String.valueOf(variant));
    }
}
