package io.impasto.gateway.transfers;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.JsonNode;

import io.impasto.gateway.events.TransferEvent;
import io.impasto.gateway.quotas.Quotas;
import io.impasto.gateway.quotas.Share;

/**
 * All transfers, as this gateway knows them: the compacted topic joined with the events that were seen since, so that a
 * client reads what it wrote, and what the event stream has told it. What is asked often is kept sorted and counted, so that
 * no question goes through all of them.
 */
@ApplicationScoped
public class TransferTable {

    private final Quotas quotas;
    private final ConcurrentMap<UUID, Held> transfers = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, NavigableSet<Place>> listed = new ConcurrentHashMap<>();
    private final WaitingLine waiting = new WaitingLine();
    private final Set<UUID> atWork = ConcurrentHashMap.newKeySet();

    TransferTable(Quotas quotas) {
        this.quotas = quotas;
    }

    /** A transfer whose request is known, or was before its data were removed. */
    public Optional<Transfer> find(UUID id) {
        return Optional.ofNullable(held(id)).filter(transfer -> transfer.known() || transfer.purgedAt() != null);
    }

    /**
     * The tenant's transfers, newest first.
     *
     * @param after the place to begin after, or null to begin with the newest
     * @param wanted which of them
     */
    Stream<Transfer> newest(String tenant, Place after, Predicate<Listing> wanted) {
        NavigableSet<Place> own = listed.getOrDefault(tenant, Collections.emptyNavigableSet());
        NavigableSet<Place> from = after == null ? own : own.headSet(after, false);
        return from.descendingSet().stream()
                .map(place -> transfers.get(place.id()))
                .filter(held -> held != null && wanted.test(held.listing()))
                .map(Held::transfer)
                .filter(TransferTable::isListed);
    }

    /** How many transfers wait in the queue before this one. */
    long before(Transfer transfer) {
        return waiting.before(Place.of(transfer));
    }

    /** When the oldest of the transfers that wait was asked for; nothing if none waits. */
    public Optional<Instant> waitingSince() {
        return waiting.first().map(Place::createdAt);
    }

    /** How many transfers wait. */
    public int waiting() {
        return waiting.size();
    }

    /** Those that wait, of all tenants, oldest first. */
    public List<Transfer> waiting(int most) {
        return waiting.first(most).stream()
                .map(place -> held(place.id()))
                .filter(Objects::nonNull)
                .toList();
    }

    /** Those that a worker has, of all tenants. */
    public List<Transfer> atWork() {
        return atWork.stream().map(this::held).filter(Objects::nonNull).toList();
    }

    /** Takes in an event and returns the state after it. */
    public Transfer apply(TransferEvent event) {
        Transfer[] after = new Transfer[1];
        transfers.compute(event.transfer(), (id, held) -> {
            Transfer before = transfer(held);
            after[0] = Transfer.fold(before, event);
            return changed(id, held, before, after[0]);
        });
        return after[0];
    }

    /** Takes in a state of the compacted topic. */
    public void merge(Transfer state) {
        transfers.compute(state.id(), (id, held) -> {
            // The end, which the topic has too, says all that this does, and unpacking is dear.
            if (held instanceof Held.Ended && !state.terminal()) {
                return held;
            }
            Transfer own = transfer(held);
            return changed(id, held, own, Transfer.join(state, own));
        });
    }

    /** Forgets a transfer that the compacted topic has no more. */
    public void remove(UUID id) {
        transfers.computeIfPresent(id, (key, held) -> changed(key, held, held.transfer(), null));
    }

    /** Keeps what is sorted and counted in step with a transfer, while nobody else can change it. */
    private Held changed(UUID id, Held held, Transfer before, Transfer after) {
        Place left = before != null && isListed(before) ? Place.of(before) : null;
        Place taken = after != null && isListed(after) ? Place.of(after) : null;
        if (!Objects.equals(left, taken)) {
            if (left != null) {
                listed(before).remove(left);
            }
            if (taken != null) {
                listed(after).add(taken);
            }
        }
        Share less = share(before);
        Share more = share(after);
        boolean waited = less != null && less.waiting();
        boolean waits = more != null && more.waiting();
        if (waited != waits || waits && !before.createdAt().equals(after.createdAt())) {
            if (waited) {
                waiting.remove(Place.of(before));
            }
            if (waits) {
                waiting.add(Place.of(after));
            }
        }
        if (more != null && more.atWork()) {
            atWork.add(id);
        } else {
            atWork.remove(id);
        }
        if (!Objects.equals(less, more)) {
            quotas.move(id, less, more);
        }
        if (after == null) {
            return null;
        }
        return after.equals(before) ? held : Held.of(after);
    }

    private Transfer held(UUID id) {
        return transfer(transfers.get(id));
    }

    private static Transfer transfer(Held held) {
        return held == null ? null : held.transfer();
    }

    private NavigableSet<Place> listed(Transfer transfer) {
        return listed.computeIfAbsent(transfer.tenant(), tenant -> new ConcurrentSkipListSet<>());
    }

    private static boolean isListed(Transfer transfer) {
        return transfer.known() && !transfer.gone();
    }

    /** What a transfer takes of its tenant's quotas, or null if nothing. */
    private static Share share(Transfer transfer) {
        if (transfer == null || !transfer.known() || transfer.terminal()) {
            return null;
        }
        return new Share(
                transfer.tenant(),
                transfer.state() == State.QUEUED,
                transfer.run().state().atWork(),
                pixels(transfer));
    }

    /** As the gateway that accepted it knew them, or the worker that fetched the content from its address. */
    private static long pixels(Transfer transfer) {
        Long known = transfer.request().pixels();
        JsonNode fetched = transfer.run().inputs();
        return known != null
                ? known
                : fetched == null ? 0 : Math.max(0, fetched.path("pixels").asLong());
    }
}
