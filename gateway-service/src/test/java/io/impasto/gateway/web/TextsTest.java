package io.impasto.gateway.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TextsTest {

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    @Test
    void everyTextIsThereOnceInEachLanguage() throws IOException {
        assertThat(texts("de").keySet()).isEqualTo(texts("en").keySet());
    }

    @Test
    void placeholdersAreTheSameInEachLanguage() throws IOException {
        Map<String, String> german = texts("de");
        texts("en")
                .forEach((key, text) ->
                        assertThat(placeholders(german.get(key))).as(key).isEqualTo(placeholders(text)));
    }

    private static List<String> placeholders(String text) {
        return Pattern.compile("\\{\\w+}")
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .sorted()
                .toList();
    }

    private static Map<String, String> texts(String language) throws IOException {
        try (InputStream file =
                TextsTest.class.getResourceAsStream("/META-INF/resources/texts/" + language + ".json")) {
            return STRICT.readValue(file, new TypeReference<>() {});
        }
    }
}
