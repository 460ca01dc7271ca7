package io.impasto.gateway.transfers;

import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;

import io.impasto.gateway.events.TransferEvent.Report;

/** Who waits for the end of which transfer: a future each, and no thread. */
@ApplicationScoped
class Ends implements EventListener {

    private final TransferTable table;
    private final ConcurrentMap<UUID, Set<CompletableFuture<Void>>> waiting = new ConcurrentHashMap<>();

    Ends(TransferTable table) {
        this.table = table;
    }

    @Override
    public void happened(Report event, Transfer state) {
        Set<CompletableFuture<Void>> all = state.terminal() ? waiting.get(event.transfer()) : null;
        if (all != null) {
            all.forEach(end -> end.complete(null));
        }
    }

    /** Completes with the transfer at its end, or as it then is when the time is over. */
    CompletableFuture<Transfer> await(Transfer transfer, Duration time) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        waiting.compute(transfer.id(), (id, all) -> {
            Set<CompletableFuture<Void>> some = all == null ? ConcurrentHashMap.newKeySet(1) : all;
            some.add(end);
            return some;
        });
        if (now(transfer).terminal()) {
            end.complete(null);
        }
        return end.completeOnTimeout(null, time.toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(over -> {
                    waiting.computeIfPresent(transfer.id(), (id, all) -> {
                        all.remove(end);
                        return all.isEmpty() ? null : all;
                    });
                    return now(transfer);
                });
    }

    private Transfer now(Transfer transfer) {
        return table.find(transfer.id()).filter(Transfer::known).orElse(transfer);
    }
}
