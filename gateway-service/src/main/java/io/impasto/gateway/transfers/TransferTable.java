package io.impasto.gateway.transfers;

import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.impasto.gateway.events.TransferEvent;

/**
 * All transfers, as this gateway knows them: the compacted topic joined with the events that were seen since, so that a
 * client reads what it wrote, and what the event stream has told it.
 */
@ApplicationScoped
public class TransferTable {

    private static final Comparator<Transfer> NEWEST_FIRST = Comparator.comparing(Transfer::createdAt)
            .thenComparing(Transfer::id)
            .reversed();

    private final ConcurrentMap<UUID, Transfer> transfers = new ConcurrentHashMap<>();

    /** A transfer whose request is known, or was before its data were removed. */
    public Optional<Transfer> find(UUID id) {
        return Optional.ofNullable(transfers.get(id))
                .filter(transfer -> transfer.known() || transfer.purgedAt() != null);
    }

    /** The tenant's transfers, newest first. */
    Stream<Transfer> newest(String tenant) {
        return transfers.values().stream()
                .filter(transfer -> transfer.known()
                        && !transfer.gone()
                        && transfer.tenant().equals(tenant))
                .sorted(NEWEST_FIRST);
    }

    /** How many transfers wait in the queue before this one. */
    long before(Transfer transfer) {
        return transfers.values().stream()
                .filter(other -> other.known() && other.state() == State.QUEUED)
                .filter(other -> NEWEST_FIRST.compare(other, transfer) > 0)
                .count();
    }

    /** Takes in an event and returns the state after it. */
    public Transfer apply(TransferEvent event) {
        return transfers.compute(event.transfer(), (id, state) -> Transfer.fold(state, event));
    }

    /** Takes in a state of the compacted topic. */
    public void merge(Transfer state) {
        transfers.compute(state.id(), (id, own) -> Transfer.join(state, own));
    }

    /** Forgets a transfer that the compacted topic has no more. */
    public void remove(UUID id) {
        transfers.remove(id);
    }
}
