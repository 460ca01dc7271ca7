package io.impasto.acceptance;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.impasto.stack.client.GatewayClient;
import io.impasto.stack.client.Multipart;

import static org.assertj.core.api.Assertions.assertThat;

/** What dashboards and alerts ask for is what the services tell. */
@ExtendWith(WithStack.class)
@Timeout(120)
class DashboardsIT {

    private static final Pattern METRIC = Pattern.compile("\\b(?:impasto|http|jvm|process)_[a-z0-9_]+");
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Path ROOT = Path.of(System.getProperty("impasto.root"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "k8s/components/monitoring/dashboards/impasto.json",
                "deploy/observability/rules.yaml",
                "k8s/components/keda/worker.yaml",
            })
    void everyQueryNamesAMetricThatThereIs(String file, RunningStack stack) throws IOException {
        Set<String> asked = names(Files.readString(ROOT.resolve(file)));
        assertThat(asked).isNotEmpty();
        // Some are told of only once there was something to count.
        new GatewayClient(stack.gateway())
                .submit(new Multipart()
                        .bytes("content", Pictures.content(64, 48))
                        .bytes("style", Pictures.style(64, 48, 1))
                        .json("options", "{\"size\":64,\"evaluations\":2}"));
        Set<String> missing = new TreeSet<>();
        Await.until("all metrics of " + file + " are told", Duration.ofSeconds(30), () -> {
            missing.clear();
            missing.addAll(asked);
            missing.removeAll(told(stack));
            return missing.isEmpty();
        });
    }

    @Test
    void theOperatorsAlertsAreThoseOfTheFile() throws IOException {
        String rules = Files.readString(ROOT.resolve("deploy/observability/rules.yaml"));
        String operator = Files.readString(ROOT.resolve("k8s/components/monitoring/alerts.yaml"));
        String groups = rules.substring(rules.indexOf("groups:")).indent(2);
        assertThat(operator).endsWith(groups);
    }

    private static Set<String> names(String text) {
        return METRIC.matcher(text)
                .results()
                .map(found -> found.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> told(RunningStack stack) {
        return stack.services().stream()
                .map(service -> get(service.resolve("/q/metrics")))
                .flatMap(String::lines)
                .filter(line -> !line.startsWith("#"))
                .flatMap(line -> {
                    Matcher name = METRIC.matcher(line);
                    return name.lookingAt() ? Stream.of(name.group()) : Stream.empty();
                })
                .collect(Collectors.toSet());
    }

    private static String get(URI address) {
        try {
            return HTTP.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
