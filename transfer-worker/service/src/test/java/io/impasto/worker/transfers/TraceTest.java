package io.impasto.worker.transfers;

import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TraceTest {

    @Test
    void whatCameIsCarriedOn() {
        assertThat(trace(Records.TRACEPARENT, "shop=1,other=x").headers())
                .isEqualTo(Map.of("traceparent", Records.TRACEPARENT, "tracestate", "shop=1,other=x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
            })
    void aParentThatIsNoneCountsAsAbsentAndItsStateToo(String parent) {
        assertThat(trace(parent, "shop=1")).isEqualTo(Trace.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "shop=\r\nHost: other", "\u00e9=1"})
    void aStateThatIsNoneIsLeftOut(String state) {
        assertThat(trace(Records.TRACEPARENT, state).headers()).containsOnlyKeys("traceparent");
        assertThat(trace(Records.TRACEPARENT, "x".repeat(513)).headers()).containsOnlyKeys("traceparent");
    }

    private static Trace trace(String parent, String state) {
        return Trace.of(Optional.of(parent), Optional.of(state));
    }
}
