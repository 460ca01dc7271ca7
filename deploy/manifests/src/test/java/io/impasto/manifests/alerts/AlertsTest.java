package io.impasto.manifests.alerts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.impasto.manifests.Repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The alerts of {@code deploy/observability/rules.yaml}, evaluated by promtool over the series of {@code rules.test.yaml}. */
class AlertsTest {

    private static final Path FOLDER = Repository.root().resolve("deploy/observability");
    private static final Path RULES = FOLDER.resolve("rules.yaml");
    private static final Path TESTS = FOLDER.resolve("rules.test.yaml");

    @TempDir
    Path folder;

    /** A mistake in a rule. */
    record Mistake(String alert, String right, String wrong) {

        @Override
        public String toString() {
            return alert + ": " + wrong;
        }
    }

    @Test
    void everyAlertIsRaisedByOneSeriesAndNotByAnother() throws IOException {
        Set<String> raised = new TreeSet<>();
        Set<String> withheld = new TreeSet<>();
        for (JsonNode test : new YAMLMapper().readTree(TESTS.toFile()).path("tests")) {
            for (JsonNode alert : test.path("alert_rule_test")) {
                (alert.has("exp_alerts") ? raised : withheld)
                        .add(alert.path("alertname").asText());
            }
        }
        Set<String> alerts = new TreeSet<>();
        rules().forEach(rule -> alerts.add(rule.path("alert").asText()));
        assertThat(raised).isEqualTo(alerts);
        assertThat(withheld).isEqualTo(alerts);
    }

    @Test
    void theAlertsAreRaisedWhenTheyShouldBe() throws Exception {
        promtool();
        assertThat(Promtool.objections("test", "rules", TESTS.toString())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource
    void everyMistakeIsCaught(Mistake mistake) throws Exception {
        promtool();
        Files.copy(TESTS, folder.resolve(TESTS.getFileName()));
        String text = Files.readString(RULES);
        int from = text.indexOf("- alert: " + mistake.alert + "\n");
        int place = text.indexOf(mistake.right, from);
        assertThat(place).isPositive();
        Files.writeString(
                folder.resolve("rules.yaml"),
                text.substring(0, place) + mistake.wrong + text.substring(place + mistake.right.length()));
        assertThat(Promtool.objections(
                        "test", "rules", folder.resolve(TESTS.getFileName()).toString()))
                .contains("FAILED");
    }

    /** Each bound lower and higher, and each wait twice as long. */
    static Stream<Mistake> everyMistakeIsCaught() throws IOException {
        Pattern bound = Pattern.compile("> ([0-9.]+)$");
        List<Mistake> mistakes = new ArrayList<>();
        for (JsonNode rule : rules()) {
            String alert = rule.path("alert").asText();
            bound.matcher(rule.path("expr").asText())
                    .results()
                    .map((MatchResult found) -> found.group(1))
                    .forEach(right -> {
                        double value = Double.parseDouble(right);
                        mistakes.add(new Mistake(alert, "> " + right, "> " + (value == 0 ? 2 : value * 1.5)));
                        mistakes.add(new Mistake(alert, "> " + right, "> " + (value == 0 ? -1 : value / 1.5)));
                    });
            if (rule.has("for")) {
                String right = rule.path("for").asText();
                int minutes = Integer.parseInt(right.replace("m", ""));
                mistakes.add(new Mistake(alert, "for: " + right, "for: " + 2 * minutes + "m"));
            }
        }
        return mistakes.stream();
    }

    @Test
    void whatPrometheusIsToldInComposeIsSound() throws Exception {
        promtool();
        assertThat(Promtool.objections(
                        "check",
                        "config",
                        "--syntax-only",
                        FOLDER.resolve("prometheus.yaml").toString()))
                .isEmpty();
    }

    private static void promtool() {
        assumeTrue(
                Promtool.isThere(),
                "skipped: alerts are evaluated by promtool, which is neither on the path nor named by IMPASTO_PROMTOOL");
    }

    private static JsonNode rules() throws IOException {
        return new YAMLMapper().readTree(RULES.toFile()).at("/groups/0/rules");
    }
}
