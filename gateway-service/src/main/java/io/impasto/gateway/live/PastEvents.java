package io.impasto.gateway.live;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;

import io.impasto.gateway.events.TransferEvent.Report;
import io.impasto.gateway.problems.ProblemException;
import io.impasto.gateway.problems.ProblemType;
import io.impasto.gateway.transfers.EventSpan;
import io.impasto.gateway.transfers.Transfer;

/** What a transfer's events have told so far, read from the brokers: no restart of a gateway loses it. */
@ApplicationScoped
public class PastEvents {

    private static final int PATIENCE = 10;

    private final Replayer replayer;

    PastEvents(Replayer replayer) {
        this.replayer = replayer;
    }

    private record Page(List<Report> events, long after) {}

    /**
     * All events up to the one that made the state what it is, oldest first.
     *
     * @throws ProblemException {@code queue-unavailable}
     */
    public List<Report> of(Transfer transfer) {
        EventSpan span = transfer.events();
        List<Report> all = new ArrayList<>();
        for (long from = span == null ? 0 : span.first(); span != null && from <= span.last(); ) {
            Page page = page(transfer, span, from);
            all.addAll(page.events());
            from = Math.max(from + 1, page.after());
        }
        return all;
    }

    private Page page(Transfer transfer, EventSpan span, long from) {
        CompletableFuture<Page> page = new CompletableFuture<>();
        replayer.read(transfer.id(), span.partition(), from, span.last() + 1, new Replayer.Reader() {
            @Override
            public void page(List<Report> events, long after) {
                page.complete(new Page(events, after));
            }

            @Override
            public void fail() {
                page.completeExceptionally(new IllegalStateException("the brokers do not answer"));
            }
        });
        try {
            return page.orTimeout(PATIENCE, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            throw ProblemType.QUEUE_UNAVAILABLE.problem(
                    "The brokers do not tell the transfer's events. Try again in a moment.");
        }
    }
}
