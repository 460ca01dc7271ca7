package io.impasto.storage.downloads;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ByteRangeTest {

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 1",
        "bytes=10-19, 10, 10",
        "bytes=90-, 90, 10",
        "bytes=95-200, 95, 5",
        "bytes=-10, 90, 10",
        "bytes=-500, 0, 100",
        "bytes = 1 - 2, 1, 2"
    })
    void aSingleRangeIsCutToTheObject(String header, long first, long length) throws Exception {
        assertThat(ByteRange.parse(header, 100)).contains(new ByteRange(first, length));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes=-",
                "bytes=5-2",
                "bytes=0-1,5-6",
                "pages=1-2",
                "bytes=a-b",
                "",
                "bytes=9999999999999999999-"
            })
    void whatIsNotOneRangeIsIgnored(String header) throws Exception {
        assertThat(ByteRange.parse(header, 100)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=100-", "bytes=200-300", "bytes=-0"})
    void aRangeBehindTheEndCannotBeSatisfied(String header) {
        assertThatThrownBy(() -> ByteRange.parse(header, 100)).isInstanceOf(ByteRange.Unsatisfiable.class);
    }
}
