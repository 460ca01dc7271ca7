package io.impasto.stack;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PortsTest {

    @Test
    void noPortIsGivenOutTwiceThoughNobodyListensOnItYet() {
        assertThat(IntStream.range(0, 1000).map(i -> Ports.free()).boxed().toList())
                .doesNotHaveDuplicates();
    }
}
