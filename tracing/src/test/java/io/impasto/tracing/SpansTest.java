package io.impasto.tracing;

import java.net.URI;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.impasto.tracing.Spans.Kind;

import static org.assertj.core.api.Assertions.assertThat;

/** What needs no collector; that one gets what it should is shown by the acceptance tests. */
class SpansTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";
    private static final Optional<URI> NOBODY = Optional.of(URI.create("http://127.0.0.1:9/"));

    @Test
    void aCollectorThatIsAwayIsNotFelt() {
        try (Spans spans = Spans.of("worker", NOBODY)) {
            Span work = spans.begin(Kind.CONSUMER, "paint", null, null);
            assertThat(TraceParent.of(work.traceparent())).isPresent();
            work.close();
        }
    }

    @Test
    void aSpanGoesOnWithItsCallersTrace() {
        try (Spans spans = Spans.of("worker", NOBODY)) {
            Span work = spans.begin(Kind.CONSUMER, "paint", PARENT, "shop=1");
            Span part = work.child("load");
            assertThat(work.traceparent())
                    .startsWith("00-" + TRACE + "-")
                    .endsWith("-01")
                    .isNotEqualTo(PARENT);
            assertThat(part.traceparent()).startsWith("00-" + TRACE + "-").isNotEqualTo(work.traceparent());
        }
    }

    @Test
    void whatTheCallerDidNotSampleIsNotSampledHere() {
        try (Spans spans = Spans.of("gateway", NOBODY)) {
            Span call = spans.begin(Kind.SERVER, "GET /v1/transfers", PARENT.replaceAll("01$", "00"), null);
            assertThat(call.traceparent()).startsWith("00-" + TRACE).endsWith("-00");
        }
    }

    @Test
    void withoutACollectorTheParentIsHandedOnAsItCame() {
        try (Spans spans = Spans.of("worker", Optional.empty())) {
            Span work = spans.begin(Kind.CONSUMER, "paint", PARENT, "shop=1");
            assertThat(work.traceparent()).isEqualTo(PARENT);
            assertThat(work.child("load").traceparent()).isEqualTo(PARENT);
            assertThat(spans.begin(Kind.CONSUMER, "paint", null, null).traceparent())
                    .isNull();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/transfers, /v1/transfers",
        "/v1/transfers:preview-sheet, /v1/transfers:preview-sheet",
        "/v1/transfers/9f3c4bb6-2e0b-4c53-9d1c-0d7f7d0b5f11/artifacts/0001.png, /v1/transfers/{id}/artifacts/{id}",
        "/v1/images/4bf92f3577b34da6a3ce929d0e0e47364bf92f3577b34da6a3ce929d0e0e4736, /v1/images/{id}",
    })
    void callsAreNamedWithoutWhatTheyAreAbout(String path, String name) {
        assertThat(CallNames.of("GET", path)).isEqualTo("GET " + name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
            })
    void whatIsMalformedIsNone(String header) {
        assertThat(TraceParent.of(header)).isEmpty();
    }
}
