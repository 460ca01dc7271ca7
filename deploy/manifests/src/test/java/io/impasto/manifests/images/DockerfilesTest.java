package io.impasto.manifests.images;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.impasto.manifests.Repository;

import static org.assertj.core.api.Assertions.assertThat;

/** The Dockerfiles of {@code deploy/images}, held against Jib's settings, the manifests, and common sense. */
class DockerfilesTest {

    private static final Path ROOT = Repository.root();

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "storage", "worker", "worker-cuda"})
    void everyImageIsSound(String kind) throws Exception {
        assertThat(ImageRules.faults(ROOT, kind, text(kind))).isEmpty();
    }

    /** Each is planted into the text of a Dockerfile. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "gateway | -jre-noble | -jdk-noble | has no JRE 25",
                "gateway | eclipse-temurin:25.0.1_8-jre-noble | eclipse-temurin:latest | without a version",
                "gateway | EXPOSE 8080 | EXPOSE 8081 | another port than its pods",
                "gateway | USER 10001:10001 | USER 0:0 | another user than its pods",
                "gateway | COPY LICENSE | COPY LICENCE | copies what is not there",
                "gateway | -pl gateway-service, | -pl storage-service, | that it does not build",
                "gateway | org.opencontainers.image.licenses | licenses | lacks the label licenses",
                "gateway | QUARKUS_HTTP_HOST=0.0.0.0 | QUARKUS_HTTP_HOST=127.0.0.1 | sets otherwise than its pods",
                "storage | ENTRYPOINT ['java', '@jvm.args', '-jar', 'quarkus-run.jar'] | ENTRYPOINT java | needs a shell",
                "storage | 127.0.0.1:8082 | 127.0.0.1:8080 | asks another port for its health",
                "storage | WORKDIR /opt/impasto | WORKDIR /opt | another working directory than Jib's",
                "storage | impasto/storage-service | impasto/storage | is not the image that k8s/base runs",
                "worker | /usr/local/bin/impasto | /usr/local/bin/paint | lacks the program",
                "worker | ORT_DISABLE_TELEMETRY=1 | ORT_DISABLE_TELEMETRY=0 | report to its makers",
                "worker | MALLOC_MMAP_THRESHOLD_ | MALLOC_TOP_PAD_ | lets glibc keep",
                "worker | VERSION=0.1.0 | VERSION=0.2.0 | other labels than Jib's",
                "worker-cuda | libcudnn9-cuda-12= | libcudnn9-cuda-12 # | of any version",
                "worker-cuda | libcurand.so.10 | libcurand.so.9 | where it has libcurand.so.10 from",
            })
    void everyMistakeIsCaught(String kind, String right, String wrong, String fault) throws Exception {
        String text = text(kind);
        String planted = right.replace('\'', '"');
        assertThat(text).contains(planted);
        assertThat(ImageRules.faults(ROOT, kind, text.replace(planted, wrong.replace('\'', '"'))))
                .anySatisfy(said -> assertThat(said).contains(fault));
    }

    private static String text(String kind) throws Exception {
        return Files.readString(ROOT.resolve("deploy/images").resolve(kind).resolve("Dockerfile"));
    }
}
