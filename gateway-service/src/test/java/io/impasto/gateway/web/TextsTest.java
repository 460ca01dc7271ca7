package io.impasto.gateway.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;

import io.impasto.gateway.problems.ProblemType;

import static org.assertj.core.api.Assertions.assertThat;

class TextsTest {

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final String APP = "/page/app.js";
    private static final String MORE_TEXTS = "/page/more-texts.js";
    private static final Pattern AT_ONCE =
            Pattern.compile("^import (?:[^'\"]*? from )?'(/page/[^']+)';", Pattern.MULTILINE);
    private static final Pattern LATER = Pattern.compile("import\\('(/page/[^']+)'\\)");

    /** What a painting fails with that is no answer of this API. */
    private static final Set<String> OF_WORKERS = Set.of(
            "network-not-available",
            "deadline-passed",
            "attempts-exhausted",
            "image-too-small",
            "image-transparent",
            "image-unavailable",
            "address-not-allowed");

    @Test
    void everyTextIsThereOnceInEachLanguage() throws IOException {
        assertThat(texts("de").keySet()).isEqualTo(texts("en").keySet());
        assertThat(texts("de.more").keySet()).isEqualTo(texts("en.more").keySet());
        assertThat(texts("en.more")).doesNotContainKeys(texts("en").keySet().toArray(String[]::new));
    }

    @Test
    void placeholdersAreTheSameInEachLanguage() throws IOException {
        Map<String, String> german = allTexts("de");
        allTexts("en")
                .forEach((key, text) ->
                        assertThat(placeholders(german.get(key))).as(key).isEqualTo(placeholders(text)));
    }

    @Test
    void eachProblemHasASentenceInTheLanguagesThatTheGatewayDoesNotSpeak() throws IOException {
        assertThat(texts("problems.de").keySet())
                .isEqualTo(Stream.concat(Stream.of(ProblemType.values()).map(ProblemType::urn), OF_WORKERS.stream())
                        .map(urn -> urn.replace("urn:impasto:problem:", ""))
                        .collect(Collectors.toSet()));
    }

    @Test
    void whatIsPutOtherwiseInEnglishIsAProblemThatThereIs() throws IOException {
        assertThat(texts("problems.de"))
                .containsKeys(texts("problems.en").keySet().toArray(String[]::new));
    }

    @Test
    void whatIsSeenAtFirstSaysNoTextThatComesLater() throws IOException {
        Set<String> first = reached(APP, AT_ONCE);
        assertThat(first).doesNotContain(MORE_TEXTS);
        assertThat(said(first, texts("en.more").keySet())).isEmpty();
    }

    @Test
    void whatIsLoadedLaterBringsTheTextsThatItSays() throws IOException {
        Set<String> more = texts("en.more").keySet();
        for (String module : reached(APP, AT_ONCE)) {
            for (String later : imports(module, LATER)) {
                if (!said(reached(later, AT_ONCE, LATER), more).isEmpty()) {
                    assertThat(reached(later, AT_ONCE)).as(later).contains(MORE_TEXTS);
                }
            }
        }
    }

    private static List<String> placeholders(String text) {
        return Pattern.compile("\\{\\w+}")
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .sorted()
                .toList();
    }

    /** Those of the keys that stand in one of the modules. */
    private static Set<String> said(Set<String> modules, Set<String> keys) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String module : modules) {
            text.append(source(module));
        }
        return keys.stream().filter(key -> text.indexOf("'" + key + "'") >= 0).collect(Collectors.toSet());
    }

    /** The module and all that it imports in these ways. */
    private static Set<String> reached(String module, Pattern... ways) throws IOException {
        Set<String> all = new LinkedHashSet<>(Set.of(module));
        for (Set<String> next = all; !next.isEmpty(); ) {
            Set<String> found = new LinkedHashSet<>();
            for (String each : next) {
                found.addAll(imports(each, ways));
            }
            found.removeAll(all);
            all.addAll(found);
            next = found;
        }
        return all;
    }

    private static Set<String> imports(String module, Pattern... ways) throws IOException {
        String source = source(module);
        return List.of(ways).stream()
                .flatMap(way -> way.matcher(source).results())
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    private static Map<String, String> allTexts(String language) throws IOException {
        Map<String, String> all = new HashMap<>(texts(language));
        all.putAll(texts(language + ".more"));
        return all;
    }

    private static Map<String, String> texts(String file) throws IOException {
        return STRICT.readValue(source("/texts/" + file + ".json"), new TypeReference<>() {});
    }

    private static String source(String path) throws IOException {
        try (InputStream file = TextsTest.class.getResourceAsStream("/META-INF/resources" + path)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
