package io.impasto.gateway.tracing;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.jboss.logging.MDC;

import io.impasto.gateway.events.Trace;
import io.impasto.tracing.Span;
import io.impasto.tracing.Spans;
import io.impasto.tracing.TraceParent;

/**
 * Every call of the API belongs to a trace: its caller's, or one that begins here. From here on the call's own headers say which,
 * and if spans are recorded, that what follows comes of the call's.
 */
@ApplicationScoped
class TraceGate {

    // Those who are refused are followed, too.
    private static final int FIRST = -30;

    private final Spans spans;

    TraceGate(Spans spans) {
        this.spans = spans;
    }

    void register(@Observes Router router) {
        router.route("/v1*").order(FIRST).handler(this::pass);
    }

    private void pass(RoutingContext context) {
        HttpServerRequest request = context.request();
        MultiMap headers = request.headers();
        List<String> states = headers.getAll(Trace.STATE);
        Trace caller = Trace.of(headers.get(Trace.PARENT), states.isEmpty() ? null : String.join(",", states));
        Span span = spans.serve(request.method().name(), context.normalizedPath(), caller.parent(), caller.state());
        Trace own = Trace.of(span.traceparent(), caller.state()).orNew();
        headers.remove(Trace.PARENT).remove(Trace.STATE);
        own.headers().forEach(headers::set);
        TraceParent.of(own.parent()).ifPresent(ids -> ids.tell(MDC::put));
        context.addEndHandler(ended -> span.answered(context.response().getStatusCode()));
        context.next();
    }
}
