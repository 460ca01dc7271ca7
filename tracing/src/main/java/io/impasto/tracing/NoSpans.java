package io.impasto.tracing;

/** Records nothing: what led to a span leads to what follows from it. */
final class NoSpans implements Spans {

    @Override
    public Span begin(Kind kind, String name, String parent, String state) {
        return new Nothing(parent);
    }

    @Override
    public void close() {}

    private record Nothing(String traceparent) implements Span {

        @Override
        public Span child(String name) {
            return this;
        }

        @Override
        public Span set(String attribute, String value) {
            return this;
        }

        @Override
        public Span set(String attribute, long value) {
            return this;
        }

        @Override
        public void fail(String reason) {}

        @Override
        public void close() {}
    }
}
