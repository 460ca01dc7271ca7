package io.impasto.gateway;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import io.impasto.gateway.stack.OpenApi;

/** The answers of the contract, by the test that has to see them; an answer belongs to the first whose pattern fits. */
enum Chapter {
    /** AccessIT */
    ACCESS(".* 401"),
    /** AccessIT */
    SESSION(".* /v1/session .*"),
    /** QuotasIT */
    QUOTAS(".* 429"),
    /** OutageIT */
    OUTAGES(".* 503"),
    /** PredictionIT */
    PREDICTIONS(".*(:predict|/v1/workers) .*"),
    /** PreviewSheetIT */
    SHEETS(".*(:preview-sheet|/continue) .*"),
    REMOVAL("DELETE .*|.* 410"),
    IMAGES(".* /v1/(images|uploads)[ /].*"),
    REFUSALS("POST /v1/transfers 4.*"),
    TRANSFERS(".* /v1/transfers(/\\{id})? .*"),
    CONTROLS(".*/(cancel|pause|resume|options) .*"),
    RESULTS(".*/(result|losses|manifest|checkpoints|previews|artifacts|links)[ /].*"),
    TELLING(".*/(events|deliveries)[ /].*"),
    CONTRACT("GET /(openapi.yaml|asyncapi.yaml|schemas/.*) .*");

    private final Predicate<String> pattern;

    Chapter(String pattern) {
        this.pattern = Pattern.compile(pattern).asMatchPredicate();
    }

    /** @throws java.util.NoSuchElementException where no test has to see it */
    static Chapter of(String answer) {
        return Arrays.stream(values())
                .filter(chapter -> chapter.pattern.test(answer))
                .findFirst()
                .orElseThrow();
    }

    /** Answers of the chapter that are documented and were not seen. */
    Set<String> unseen(OpenApi contract) {
        Set<String> unseen = new TreeSet<>(contract.documented());
        unseen.removeAll(contract.seen());
        unseen.removeIf(answer -> of(answer) != this);
        return unseen;
    }
}
