package io.impasto.manifests.alerts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

    /** What is done wrong, to every rule where it can be. */
    enum Mistake {
        HIGHER("> ([0-9.]+)$", bound -> bound == 0 ? "> 2" : "> " + 1.5 * bound),
        LOWER("> ([0-9.]+)$", bound -> bound == 0 ? "> -1" : "> " + bound / 1.5),
        LONGER("for: ([0-9]+)m$", minutes -> "for: " + Math.round(2 * minutes) + "m");

        private final Pattern right;
        private final DoubleFunction<String> wrong;

        Mistake(String right, DoubleFunction<String> wrong) {
            this.right = Pattern.compile(right, Pattern.MULTILINE);
            this.wrong = wrong;
        }

        String in(String text) {
            return right.matcher(text).replaceAll(found -> wrong.apply(Double.parseDouble(found.group(1))));
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
    @EnumSource
    void everyMistakeIsCaught(Mistake mistake) throws Exception {
        promtool();
        Files.copy(TESTS, folder.resolve(TESTS.getFileName()));
        Files.writeString(folder.resolve("rules.yaml"), mistake.in(Files.readString(RULES)));
        String said = Promtool.objections(
                "test", "rules", folder.resolve(TESTS.getFileName()).toString());
        Set<String> caught = Pattern.compile("alertname: (\\w+)")
                .matcher(said)
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> wrong = new TreeSet<>();
        for (JsonNode rule : rules()) {
            String text = "expr: " + rule.path("expr").asText() + "\nfor: "
                    + rule.path("for").asText();
            if (!mistake.in(text).equals(text)) {
                wrong.add(rule.path("alert").asText());
            }
        }
        assertThat(wrong).hasSizeGreaterThan(7);
        assertThat(caught).isEqualTo(wrong);
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
