package io.impasto.gateway.live;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/**
 * The stream of one client. First it replays page by page, as fast as the client reads; meanwhile live events wait; then it
 * is live. All state is touched on the connection's own event loop only. What waits is bounded: a client that is too slow
 * is disconnected, and resumes after the last event it got.
 */
final class EventStream {

    /** Reads the next page of the past and hands it to {@link #page}. */
    interface Past {
        void read(long from);
    }

    private final HttpServerResponse response;
    private final Context context;
    private final int backlog;
    private final Supplier<CompletableFuture<Boolean>> mayStay;
    private final Runnable onEnd;
    private final Deque<Frame> waiting = new ArrayDeque<>();
    private Past past;
    private long liveFrom;
    private long end = Long.MAX_VALUE;
    private long next;
    private boolean live;
    private boolean ended;
    private int silentBeats;

    /**
     * @param backlog events that wait for the client at most
     * @param mayStay asked at each beat whether the client is still entitled to the stream
     */
    EventStream(
            RoutingContext exchange,
            Context context,
            int backlog,
            Supplier<CompletableFuture<Boolean>> mayStay,
            Runnable onEnd) {
        this.response = exchange.response();
        this.context = context;
        this.backlog = backlog;
        this.mayStay = mayStay;
        this.onEnd = onEnd;
        response.setWriteQueueMaxSize(32 * 1024);
        response.drainHandler(drained -> drain());
        exchange.addEndHandler(closed -> stop());
    }

    /**
     * Sends the opening and begins to replay; on the event loop.
     *
     * @param opening the current state, or null when resuming
     * @param from offset of the first event to send
     * @param liveFrom offset from which events come live; what lies between the two is replayed
     * @param end offset of the terminal event if it is known, else {@link Long#MAX_VALUE}
     */
    void begin(Frame opening, long from, long liveFrom, long end, Past past) {
        this.past = past;
        this.next = from;
        this.liveFrom = liveFrom;
        this.end = end;
        write(Frame.RETRY);
        if (opening != null) {
            write(opening.text());
        }
        proceed();
    }

    /** A page of the past: the transfer's own events, and the offset after all that was read; on any thread. */
    void page(List<Frame> events, long after) {
        context.runOnContext(ignored -> {
            for (Frame event : events) {
                send(event);
            }
            next = Math.max(next, after);
            proceed();
        });
    }

    /** The past cannot be read; the client may resume later. On any thread. */
    void fail() {
        context.runOnContext(ignored -> close());
    }

    /** A live event; on any thread. */
    void offer(Frame event, boolean last) {
        context.runOnContext(ignored -> {
            if (ended) {
                return;
            }
            if (last) {
                end = event.position().offset();
            }
            if (live && !response.writeQueueFull() && waiting.isEmpty()) {
                send(event);
            } else if (waiting.size() < backlog) {
                waiting.add(event);
            } else {
                close();
            }
        });
    }

    /**
     * Keeps proxies and clients from giving up; a client that reads nothing for four beats is given up, and one that may not stay is shut
     * out; on any thread.
     */
    void beat() {
        context.runOnContext(ignored -> {
            if (!ended) {
                mayStay.get().thenAccept(stays -> {
                    if (!stays) {
                        context.runOnContext(now -> shutOut());
                    }
                });
                silentBeats = response.writeQueueFull() ? silentBeats + 1 : 0;
                if (silentBeats >= 4) {
                    close();
                } else if (silentBeats == 0) {
                    write(Frame.HEARTBEAT);
                }
            }
        });
    }

    private void shutOut() {
        if (!ended) {
            finish();
        }
    }

    /** Ends the stream; on the event loop. */
    void close() {
        if (!ended) {
            stop();
            response.reset();
        }
    }

    private void drain() {
        if (live) {
            flush();
        } else {
            proceed();
        }
    }

    private void proceed() {
        if (ended || live || past == null || response.writeQueueFull()) {
            return;
        }
        if (next < liveFrom && next <= end) {
            past.read(next);
        } else if (next > end) {
            // The terminal event itself is no longer kept.
            finish();
        } else {
            live = true;
            flush();
        }
    }

    private void flush() {
        while (!ended && !waiting.isEmpty() && !response.writeQueueFull()) {
            send(waiting.poll());
        }
    }

    private void send(Frame event) {
        long offset = event.position().offset();
        if (ended || offset < next) {
            return;
        }
        write(event.text());
        next = offset + 1;
        if (offset >= end) {
            finish();
        }
    }

    private void finish() {
        stop();
        response.end();
    }

    private void write(Buffer text) {
        response.write(text);
    }

    private void stop() {
        if (!ended) {
            ended = true;
            waiting.clear();
            onEnd.run();
        }
    }
}
