package io.impasto.storage.tracing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.jboss.logging.MDC;

import io.impasto.tracing.Span;
import io.impasto.tracing.Spans;
import io.impasto.tracing.TraceParent;

/** Every call belongs to the trace that its caller names, if it names one. */
@ApplicationScoped
class TraceGate {

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
        Span span = spans.serve(
                request.method().name(),
                context.normalizedPath(),
                request.getHeader("traceparent"),
                request.getHeader("tracestate"));
        TraceParent.of(span.traceparent()).ifPresent(ids -> ids.tell(MDC::put));
        context.addEndHandler(ended -> span.answered(context.response().getStatusCode()));
        context.next();
    }
}
