package io.impasto.gateway.transfers;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.impasto.gateway.problems.ProblemException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TermsTest {

    @ParameterizedTest
    @CsvSource({
        "5s, PT5S",
        "90s, PT90S",
        "5m, PT5M",
        "1h30m, PT1H30M",
        "1h0m1s, PT1H1S",
        "1H30M, PT1H30M",
        "' 90s ', PT90S",
        "90, PT90S",
        "8760h, P365D",
    })
    void cancelAfterIsATime(String text, Duration time) {
        assertThat(Terms.cancelAfter(text)).isEqualTo(time);
    }

    @Test
    void withoutOneNothingIsGivenUp() {
        assertThat(Terms.cancelAfter(null)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "4s",
                "0",
                "-5s",
                "8760h1s",
                "999999999h",
                "9999999999s",
                "soon",
                "1.5m",
                "30m1h",
                "5s5s",
                "1d",
                "PT5M",
                "5 s",
                "٥s"
            })
    void whatIsNoneIsRefused(String text) {
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> Terms.cancelAfter(text));
    }
}
