package io.impasto.manifests.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.impasto.manifests.Repository;
import io.impasto.stack.Topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The overlays of {@code k8s}, rendered. */
class OverlaysTest {

    private static final Path K8S = Repository.root().resolve("k8s");

    @TempDir
    Path folder;

    @BeforeAll
    static void kubectl() {
        assumeTrue(Kustomize.isThere(), "skipped: the overlays are rendered by kubectl, which is not on the path");
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "production", "gpu"})
    void everyOverlayIsSound(String overlay) throws Exception {
        assertThat(Rules.faults(render(K8S, overlay))).isEmpty();
    }

    /** Each is planted into a copy: in a file, one text in place of another. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "base/gateway.yaml | containers: | contaners: | contaners",
                "base/gateway.yaml | containerPort: 8080 | containerPort: http | containerPort",
                "base/gateway.yaml | periodSeconds: 5 | periodSecond: 5 | periodSecond",
                "base/gateway.yaml | readinessProbe: | startupProbe: | startupProbe",
                "base/gateway.yaml | IMPASTO_ACCESS_KEYS_FILE | IMPASTO_ACCESS_KEY_FILE | knows no setting",
                "base/gateway.yaml | runAsNonRoot: true | runAsNonRoot: false | runs as root",
                "base/gateway.yaml | secretName: impasto-gateway | secretName: gateway | Secret that nobody",
                "base/gateway.yaml | targetPort: http | targetPort: https | a port that its pods lack",
                "base/storage.yaml | kind: PodDisruptionBudget | kind: PodDisruptionBudge | no such kind",
                "base/storage.yaml | drop: [ALL] | drop: [NET_RAW] | keeps capabilities",
                "base/storage.yaml | readOnlyRootFilesystem: true | readOnlyRootFilesystem: false | writable",
                "base/storage.yaml | mountPath: /tmp | mountpath: /tmp | mountpath",
                "base/storage.yaml | name: impasto-store | name: impasto-stores | not there",
                "base/worker.yaml | limits: | limit: | limit",
                "base/worker.yaml | serviceAccountName: impasto-worker | serviceAccountName: worker | not there",
                "base/kustomization.yaml | IMPASTO_STORAGE_URL | IMPASTO_STORE_URL | knows a setting",
                "base/kustomization.yaml | newTag: 0.1.0 | newTag: latest | without a version",
                "base/kustomization.yaml | - worker.yaml | - workers.yaml | workers.yaml",
                "components/keda/worker.yaml | minReplicaCount: 1 | minReplicas: 1 | minReplicas",
                "components/keda/worker.yaml | threshold: \"1\" | threshold: one | pattern",
                "components/keda/kustomization.yaml | path: /spec/replicas | path: /spec/paused | paused",
                "components/network-policies/worker.yaml | app.kubernetes.io/name: worker | app.kubernetes.io/name: work | no network policy",
                "components/network-policies/deny-all.yaml | [Ingress, Egress] | [Ingress] | none denies all",
                "components/network-policies/gateway.yaml | policyTypes: | policyType: | policyType",
                "components/network-policies/traces.yaml | port: 4318 | port: 4317 | cannot send spans",
                "base/kustomization.yaml | includeTemplates: true | includeTemplates: false | cannot send spans",
                "components/strimzi/topics.yaml | partitions: 6 | partition: 6 | partition",
                "components/strimzi/kafka.yaml | deleteClaim: false | deleteClaims: false | deleteClaims",
                "components/monitoring/pods.yaml | podMetricsEndpoints: | podMetricEndpoints: | podMetricEndpoints",
            })
    void everyMistakeIsCaught(String file, String right, String wrong, String fault) throws Exception {
        Path copy = copy();
        Path edited = copy.resolve(file);
        String text = Files.readString(edited);
        assertThat(text).contains(right);
        Files.writeString(edited, text.replace(right, wrong));

        List<String> faults;
        try {
            faults = Rules.faults(render(copy, "production"));
        } catch (Kustomize.Unrenderable refused) {
            faults = List.of(refused.getMessage());
        }

        assertThat(faults).anySatisfy(said -> assertThat(said).contains(fault));
    }

    @Test
    void aSecretAmongTheManifestsIsCaught() throws Exception {
        Path copy = copy();
        Files.writeString(
                copy.resolve("base/secret.yaml"),
                "apiVersion: v1\nkind: Secret\nmetadata:\n  name: impasto-store\nstringData:\n  access-key: x\n");
        Path kustomization = copy.resolve("base/kustomization.yaml");
        Files.writeString(
                kustomization,
                Files.readString(kustomization).replace("  - worker.yaml", "  - worker.yaml\n  - secret.yaml"));
        assertThat(Rules.faults(render(copy, "local")))
                .anySatisfy(said -> assertThat(said).contains("must not lie among the manifests"));
    }

    @Test
    void theTopicsAreThoseOfTheContract() throws Exception {
        Map<String, String> contract = new TreeMap<>();
        for (NewTopic topic : Topics.all()) {
            contract.put(topic.name(), topic.numPartitions() + " " + new TreeMap<>(topic.configs()));
        }
        assertThat(strimzi(render(K8S, "production"))).isEqualTo(contract);
        assertThat(job(K8S.resolve("components/topics/topics.txt"))).isEqualTo(contract);
    }

    @Test
    void everyWorkerOfTheGpuOverlayHasAGpuOfItsOwn() throws Exception {
        JsonNode worker = render(K8S, "gpu").stream()
                .filter(object -> object.path("kind").asText().equals("Deployment")
                        && object.at("/metadata/name").asText().equals("impasto-worker"))
                .findFirst()
                .orElseThrow()
                .at("/spec/template/spec");
        assertThat(worker.at("/containers/0/resources/limits/nvidia.com~1gpu").asText())
                .isEqualTo("1");
        assertThat(worker.at("/containers/0/image").asText()).startsWith("impasto/transfer-worker-cuda:");
        assertThat(worker.at("/tolerations/0/key").asText()).isEqualTo("nvidia.com/gpu");
        assertThat(worker.at("/affinity/nodeAffinity").isEmpty()).isFalse();
    }

    private static Map<String, String> strimzi(List<JsonNode> objects) {
        Map<String, String> topics = new TreeMap<>();
        for (JsonNode object : objects) {
            if (object.path("kind").asText().equals("KafkaTopic")) {
                Map<String, String> settings = new TreeMap<>();
                object.at("/spec/config")
                        .properties()
                        .forEach(setting -> settings.put(
                                setting.getKey(), setting.getValue().asText()));
                settings.remove("min.insync.replicas");
                topics.put(
                        object.at("/metadata/name").asText(),
                        object.at("/spec/partitions").asText() + " " + settings);
            }
        }
        return topics;
    }

    private static Map<String, String> job(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(" "))
                .collect(Collectors.toMap(
                        words -> words[0],
                        words -> words[1] + " "
                                + Stream.of(words).skip(2).sorted().collect(Collectors.joining(", ", "{", "}")),
                        (one, other) -> one + other,
                        TreeMap::new));
    }

    private static List<JsonNode> render(Path k8s, String overlay) throws Kustomize.Unrenderable {
        return Kustomize.render(k8s.resolve("overlays").resolve(overlay));
    }

    private Path copy() throws IOException {
        try (Stream<Path> files = Files.walk(K8S)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = folder.resolve(K8S.relativize(file).toString());
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
        return folder;
    }
}
