package io.impasto.worker.painting;

import java.util.Optional;
import java.util.function.Supplier;

import org.slf4j.MDC;

import io.impasto.tracing.Span;
import io.impasto.tracing.Spans;
import io.impasto.tracing.TraceParent;
import io.impasto.worker.queue.Lease;
import io.impasto.worker.transfers.Incoming;
import io.impasto.worker.transfers.Trace;

/** An attempt at a request as it is followed from outside: its span, and the ids that the log's lines bear meanwhile. */
final class Attempt implements AutoCloseable {

    private final Lease lease;
    private final Span span;
    private final Incoming incoming;

    /** On the thread that works, and closed there. */
    Attempt(Spans spans, Lease lease, Incoming read) {
        this.lease = lease;
        Trace caller = read.trace();
        span = spans.begin(
                Spans.Kind.CONSUMER,
                "paint",
                caller.parent().orElse(null),
                caller.state().orElse(null));
        if (read instanceof Incoming.Accepted accepted) {
            Trace own = Trace.of(Optional.ofNullable(span.traceparent()), caller.state());
            incoming = new Incoming.Accepted(accepted.request().traced(own));
            span.set("impasto.transfer", accepted.request().transfer());
        } else {
            incoming = read;
        }
        TraceParent.of(span.traceparent()).ifPresent(ids -> ids.tell(MDC::put));
    }

    /** What was read; what follows from it comes of this attempt. */
    Incoming incoming() {
        return incoming;
    }

    /** Does a part of it, which has a span of its own. */
    <T> T part(String name, Supplier<T> work) {
        Span part = span.child(name);
        try {
            return work.get();
        } finally {
            part.close();
        }
    }

    void ended(String outcome) {
        span.set("impasto.outcome", outcome);
        if (outcome.equals("failed")) {
            span.fail(outcome);
        }
    }

    @Override
    public void close() {
        // Only now is it known which it was.
        span.set("impasto.attempt", lease.attempt());
        span.close();
        MDC.remove(TraceParent.TRACE_ID);
        MDC.remove(TraceParent.SPAN_ID);
    }
}
