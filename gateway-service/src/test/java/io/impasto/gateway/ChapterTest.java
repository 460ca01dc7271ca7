package io.impasto.gateway;

import java.util.Arrays;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import io.impasto.gateway.stack.OpenApi;

import static org.assertj.core.api.Assertions.assertThat;

class ChapterTest {

    @Test
    void everyDocumentedAnswerIsForATestToSee() {
        assertThat(new OpenApi().documented().stream().map(Chapter::of).collect(Collectors.toSet()))
                .isEqualTo(Arrays.stream(Chapter.values()).collect(Collectors.toSet()));
    }
}
