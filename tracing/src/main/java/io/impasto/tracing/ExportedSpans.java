package io.impasto.tracing;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;

/** Sends spans in batches, off the threads that make them; what a caller has not sampled is not recorded here either. */
final class ExportedSpans implements Spans {

    private static final String PARENT = "traceparent";
    private static final String STATE = "tracestate";
    private static final long LAST_WORDS_SECONDS = 2;

    private final SdkTracerProvider provider;
    private final Tracer tracer;

    ExportedSpans(String service, URI collector) {
        OtlpHttpSpanExporter exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(collector.toString().replaceAll("/+$", "") + "/v1/traces")
                .build();
        provider = SdkTracerProvider.builder()
                .setResource(Resource.getDefault().toBuilder()
                        .put("service.name", service)
                        .build())
                .setSampler(Sampler.parentBased(Sampler.alwaysOn()))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter)
                        .setScheduleDelay(1, TimeUnit.SECONDS)
                        .build())
                .build();
        tracer = provider.get("io.impasto");
    }

    @Override
    public Span begin(Kind kind, String name, String parent, String state) {
        Map<String, String> headers = new HashMap<>();
        headers.put(PARENT, parent);
        headers.put(STATE, state);
        Context context = W3CTraceContextPropagator.getInstance().extract(Context.root(), headers, Headers.READ);
        return begin(kind, name, context);
    }

    private Span begin(Kind kind, String name, Context parent) {
        SpanBuilder builder = tracer.spanBuilder(name).setParent(parent).setSpanKind(SpanKind.valueOf(kind.name()));
        return new Exported(builder.startSpan());
    }

    @Override
    public void close() {
        provider.shutdown().join(LAST_WORDS_SECONDS, TimeUnit.SECONDS);
    }

    private final class Exported implements Span {

        private final io.opentelemetry.api.trace.Span span;

        Exported(io.opentelemetry.api.trace.Span span) {
            this.span = span;
        }

        @Override
        public String traceparent() {
            Map<String, String> headers = new HashMap<>();
            W3CTraceContextPropagator.getInstance().inject(Context.root().with(span), headers, Map::put);
            return headers.get(PARENT);
        }

        @Override
        public Span child(String name) {
            return begin(Kind.INTERNAL, name, Context.root().with(span));
        }

        @Override
        public Span set(String attribute, String value) {
            span.setAttribute(AttributeKey.stringKey(attribute), value);
            return this;
        }

        @Override
        public Span set(String attribute, long value) {
            span.setAttribute(AttributeKey.longKey(attribute), value);
            return this;
        }

        @Override
        public void fail(String reason) {
            span.setStatus(StatusCode.ERROR, reason);
        }

        @Override
        public void close() {
            span.end();
        }
    }

    /** Headers as a map, where what is absent may be null. */
    private enum Headers implements TextMapGetter<Map<String, String>> {
        READ;

        @Override
        public Iterable<String> keys(Map<String, String> headers) {
            return headers.keySet();
        }

        @Override
        public String get(Map<String, String> headers, String name) {
            return headers.get(name);
        }
    }
}
