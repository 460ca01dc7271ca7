package io.impasto.manifests.compose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.impasto.manifests.Repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** {@code docker-compose.yml}, held against the schema of the Compose specification and against what it refers to. */
class ComposeTest {

    /** Fetched by the build; a build that reaches no npm registry goes without. */
    private static final Path SCHEMA =
            Repository.root().resolve("deploy/manifests/target/compose/package/schemas/compose.schema.json");

    @TempDir
    Path folder;

    @Test
    void theFileKeepsToTheSpecification() throws IOException {
        assumeTrue(
                Files.exists(SCHEMA), "skipped: the schema of compose files was not fetched from registry.npmjs.org");
        assertThat(misfits(ComposeFile.of(Repository.root()))).isEmpty();
    }

    @Test
    void theFileIsSound() throws IOException {
        assertThat(ComposeRules.faults(ComposeFile.of(Repository.root()))).isEmpty();
    }

    /** Each is planted into a copy: in a file, one text in place of another. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "docker-compose.yml | IMPASTO_STORAGE_URL | IMPASTO_STORE_URL | knows no setting IMPASTO_STORE_URL",
                "docker-compose.yml | GF_SECURITY_ADMIN_PASSWORD: ${GRAFANA_ADMIN_PASSWORD | GF_SECURITY_ADMIN_PASSWORD: x${GRAFANA_ADMIN_PASSWORD | states a secret",
                "docker-compose.yml | ${IMPASTO_NETWORK:- | ${IMPASTO_NET:- | .env.example",
                "docker-compose.yml | ./k8s/components/topics: | ./k8s/component/topics: | mounts what is not there",
                "docker-compose.yml | topics:/topics:ro | topics:/topics | may write to the checkout",
                "docker-compose.yml | 127.0.0.1:8080:8080 | 8080:8080 | beyond loopback",
                "docker-compose.yml | condition: service_healthy | condition: service_started | does not wait",
                "docker-compose.yml | required: false | required: true | without the profile",
                "docker-compose.yml | user: \"10001:10001\" | user: \"0:0\" | runs as root",
                "docker-compose.yml | read_only: true | read_only: false | writable",
                "docker-compose.yml | cap_drop: [ALL] | cap_drop: [NET_RAW] | keeps capabilities",
                "docker-compose.yml | no-new-privileges:true | no-new-privileges:false | escalate",
                "docker-compose.yml | impasto/storage-service:0.1.0 | impasto/storage:0.1.0 | another image",
                "docker-compose.yml | apache/kafka:4.2.0 | apache/kafka:4.1.0 | another image",
                "docker-compose.yml | chrislusf/seaweedfs:4.48 | chrislusf/seaweedfs | without a version",
                "docker-compose.yml | memory: 3G | cpus: 1 | may take all memory",
                "docker-compose.yml | 8083/q/health/ready | 8082/q/health/ready | asked for its health",
                "docker-compose.yml | - minio:/data | - store:/data | volumes",
                ".env.example | COMPOSE_PROFILES=minio | COMPOSE_PROFILES=rustfs | no service has",
                ".env.example | GRAFANA_ADMIN_PASSWORD= | GRAFANA_PASSWORD= | .env.example",
                "deploy/observability/prometheus.yaml | port: 8083 | port: 8080 | nothing is told",
                "deploy/observability/prometheus.yaml | [worker, worker-gpu] | [worker] | only",
            })
    void everyMistakeIsCaught(String file, String right, String wrong, String fault) throws IOException {
        assertThat(ComposeRules.faults(copy(file, right, wrong)))
                .anySatisfy(said -> assertThat(said).contains(fault));
    }

    @ParameterizedTest
    @CsvSource({
        "healthcheck:, healthchek:",
        "condition: service_healthy, condition: service_well",
        "capabilities: [gpu], capability: [gpu]",
        "retries: 6, retry: 6",
        "'command: [server, /data]', 'command: {server: /data}'",
    })
    void whatNoComposeFileMaySayIsCaught(String right, String wrong) throws IOException {
        assumeTrue(
                Files.exists(SCHEMA), "skipped: the schema of compose files was not fetched from registry.npmjs.org");
        assertThat(misfits(copy("docker-compose.yml", right, wrong))).isNotEmpty();
    }

    private static List<String> misfits(ComposeFile file) throws IOException {
        JsonSchema schema = JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(SCHEMA.toUri());
        List<String> misfits = new ArrayList<>();
        schema.validate(file.content()).forEach(misfit -> misfits.add(misfit.toString()));
        return misfits;
    }

    private ComposeFile copy(String file, String right, String wrong) throws IOException {
        for (String part : List.of("docker-compose.yml", ".env.example", "k8s", "deploy/observability")) {
            try (Stream<Path> files = Files.walk(Repository.root().resolve(part))) {
                for (Path each : files.filter(Files::isRegularFile).toList()) {
                    Path to = folder.resolve(Repository.root().relativize(each).toString());
                    Files.createDirectories(to.getParent());
                    Files.copy(each, to);
                }
            }
        }
        Path edited = folder.resolve(file);
        String text = Files.readString(edited);
        assertThat(text).contains(right);
        Files.writeString(edited, text.replace(right, wrong));
        return ComposeFile.of(folder);
    }
}
