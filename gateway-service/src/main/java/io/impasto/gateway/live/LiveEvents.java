package io.impasto.gateway.live;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;

import io.impasto.gateway.access.AccessGate;
import io.impasto.gateway.events.Position;
import io.impasto.gateway.events.TransferEvent.Report;
import io.impasto.gateway.transfers.EventListener;
import io.impasto.gateway.transfers.EventSpan;
import io.impasto.gateway.transfers.Follower;
import io.impasto.gateway.transfers.Transfer;
import io.impasto.gateway.transfers.TransferTable;

/**
 * All open streams, and the hand-over from the past to the present.
 *
 * <p>The follower folds an event into the table, moves its position past it, and then tells the streams. A stream joins in the
 * other order: it registers, then reads the position, then the state. So every event before the position is in the past that
 * it replays, and every event from there on reaches it live; what it gets twice it drops by its offset.
 */
@ApplicationScoped
public class LiveEvents implements EventListener {

    private final LiveConfig config;
    private final Follower follower;
    private final TransferTable table;
    private final Replayer replayer;
    private final AccessGate gate;
    private final Map<UUID, Set<EventStream>> streams = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();

    LiveEvents(
            LiveConfig config,
            Follower follower,
            TransferTable table,
            Replayer replayer,
            AccessGate gate,
            Vertx vertx,
            MeterRegistry metrics) {
        this.config = config;
        this.follower = follower;
        this.table = table;
        this.replayer = replayer;
        this.gate = gate;
        metrics.gauge("impasto.streams.open", open);
        vertx.setPeriodic(config.heartbeat().toMillis(), timer -> streams.values()
                .forEach(ofTransfer -> ofTransfer.forEach(EventStream::beat)));
    }

    /** Whether one more stream may be opened. */
    boolean hasRoom() {
        return follower.caughtUp() && open.get() < config.maxStreams();
    }

    @Override
    public void happened(Report event, Transfer state) {
        Set<EventStream> listening = streams.get(event.transfer());
        if (listening == null || listening.isEmpty()) {
            return;
        }
        Frame frame = Frame.of(event);
        boolean last =
                state.terminal() && state.events().last() == event.position().offset();
        listening.forEach(stream -> stream.offer(frame, last));
    }

    /**
     * Opens a stream; on the connection's event loop.
     *
     * @param resumeAfter the last event that the client got, or null for all of them
     */
    void open(UUID transfer, Position resumeAfter, RoutingContext exchange) {
        EventStream[] self = new EventStream[1];
        EventStream stream = new EventStream(
                exchange,
                Vertx.currentContext(),
                config.backlog(),
                () -> gate.letsStay(exchange),
                () -> leave(transfer, self[0]));
        self[0] = stream;
        open.incrementAndGet();
        streams.compute(transfer, (id, all) -> {
            Set<EventStream> some = all == null ? ConcurrentHashMap.newKeySet(2) : all;
            some.add(stream);
            return some;
        });
        Transfer before = table.find(transfer).orElseThrow();
        int partition = partition(before, resumeAfter);
        long liveFrom = partition < 0 ? 0 : follower.nextEvent(partition);
        Transfer state = table.find(transfer).orElseThrow();
        EventSpan span = state.events();
        if (partition < 0 && span != null) {
            // The very first event came in between: its partition is known only now.
            partition = span.partition();
            liveFrom = follower.nextEvent(partition);
        }
        long first = span == null ? liveFrom : span.first();
        long from = resumeAfter == null ? first : Math.max(first, resumeAfter.offset() + 1);
        long end = state.terminal() && span != null ? span.last() : Long.MAX_VALUE;
        stream.begin(
                resumeAfter == null ? Frame.of(state) : null,
                from,
                liveFrom,
                end,
                past(transfer, partition, Math.min(liveFrom, end == Long.MAX_VALUE ? end : end + 1), stream));
    }

    private EventStream.Past past(UUID transfer, int partition, long until, EventStream stream) {
        return from -> replayer.read(transfer, partition, from, until, new Replayer.Reader() {
            @Override
            public void page(List<Report> events, long after) {
                stream.page(events.stream().map(Frame::of).toList(), after);
            }

            @Override
            public void fail() {
                stream.fail();
            }
        });
    }

    private void leave(UUID transfer, EventStream stream) {
        open.decrementAndGet();
        streams.computeIfPresent(transfer, (id, all) -> {
            all.remove(stream);
            return all.isEmpty() ? null : all;
        });
    }

    private static int partition(Transfer transfer, Position resumeAfter) {
        if (transfer.events() != null) {
            return transfer.events().partition();
        }
        return resumeAfter == null ? -1 : resumeAfter.partition();
    }
}
