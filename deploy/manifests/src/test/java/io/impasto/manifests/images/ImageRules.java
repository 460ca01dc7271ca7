package io.impasto.manifests.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

import io.impasto.manifests.images.Dockerfile.Instruction;

/** What must hold in a Dockerfile, and between it, Jib's settings and the Kubernetes manifests. */
final class ImageRules {

    private static final Set<String> LABELS =
            Set.of("title", "description", "version", "revision", "licenses", "base.name");
    private static final String OCI = "org.opencontainers.image.";
    private static final Pattern BASE = Pattern.compile("[a-z0-9./-]+:(?!latest)[\\w.-]+(@sha256:[0-9a-f]{64})?");
    private static final Pattern LIBRARY = Pattern.compile("lib\\w+\\.so\\.\\d+");

    private final Path root;
    private final String kind;
    private final String text;
    private final Dockerfile file;
    private final List<String> faults = new ArrayList<>();

    private ImageRules(Path root, String kind, String text) {
        this.root = root;
        this.kind = kind;
        this.text = text;
        this.file = Dockerfile.parse(text);
    }

    /**
     * Everything that is wrong with an image, for a person.
     *
     * @param kind its folder in {@code deploy/images}
     * @param text its Dockerfile
     */
    static List<String> faults(Path root, String kind, String text) throws Exception {
        ImageRules rules = new ImageRules(root, kind, text);
        rules.bases();
        rules.copies();
        rules.programs();
        rules.labels();
        rules.manifests();
        rules.jib();
        if (kind.equals("worker-cuda")) {
            rules.libraries();
        }
        return List.copyOf(rules.faults);
    }

    private void bases() {
        List<String> stages = new ArrayList<>();
        file.all("FROM").forEach(from -> {
            String base = from.words().get(0);
            require(
                    stages.contains(base) || BASE.matcher(base).matches(),
                    "is built on something without a version: " + base);
            if (from.words().size() == 3) {
                stages.add(from.words().get(2));
            }
        });
        require(
                file.all("FROM").map(from -> from.words().get(0)).anyMatch(base -> base.matches(".*:25[\\d._]*-jre.*")),
                "has no JRE 25");
    }

    /** What is copied must be there: in the tree, or in a module that the stage before has built. */
    private void copies() {
        require(file.all("ADD").findAny().isEmpty(), "has ADD where COPY is meant");
        String built = file.all("RUN")
                .map(Instruction::rest)
                .filter(run -> run.contains("mvnw"))
                .map(run -> run.replaceAll(".* -pl (\\S+).*", "$1"))
                .findFirst()
                .orElse("");
        file.last("COPY").forEach(copy -> {
            List<String> sources = copy.words().subList(0, copy.words().size() - 1);
            String from = copy.flag("from").orElse("");
            for (String source : sources) {
                if (from.isEmpty()) {
                    require(Files.exists(root.resolve(source)), "copies what is not there: " + source);
                } else if (from.equals("build")) {
                    String module = source.replaceAll("^/src/(.*)/target/.*", "$1");
                    require(
                            List.of(built.split(",")).contains(module)
                                    || module.equals("transfer-worker/engine")
                                            && built.contains("transfer-worker/service"),
                            "copies from a module that it does not build: " + module);
                }
            }
        });
    }

    private void programs() {
        require(
                file.last("ENTRYPOINT").count() == 1 && file.last("ENTRYPOINT").allMatch(Instruction::isExec),
                "needs a shell for its entry point");
        require(file.said("HEALTHCHECK").startsWith("CMD ["), "has no health check that does without a shell");
        require(
                file.said("HEALTHCHECK").endsWith(":" + file.said("EXPOSE") + "/q/health/ready\"]"),
                "asks another port for its health than it exposes");
    }

    private void labels() {
        Map<String, String> labels = file.pairs("LABEL");
        LABELS.forEach(label -> require(!labels.getOrDefault(OCI + label, "").isEmpty(), "lacks the label " + label));
    }

    private void manifests() throws IOException {
        String name = file.pairs("LABEL").getOrDefault(OCI + "title", "");
        JsonNode pod = pod(kind.replace("-cuda", ""));
        JsonNode security = pod.path("securityContext");
        JsonNode container = pod.at("/containers/0");
        require(
                name.replace("-cuda", "").equals(container.path("image").asText())
                        && Files.readString(root.resolve("k8s/base/kustomization.yaml") /* names and tags */)
                                .contains("name: " + name.replace("-cuda", "") + "\n    newTag: "
                                        + file.pairs("LABEL").get(OCI + "version") + "\n"),
                "is not the image that k8s/base runs: " + name);
        require(
                file.said("USER")
                        .equals(security.path("runAsUser").asText() + ":"
                                + security.path("runAsGroup").asText()),
                "has another user than its pods: " + file.said("USER"));
        require(
                file.said("EXPOSE")
                        .equals(container.at("/ports/0/containerPort").asText()),
                "has another port than its pods: " + file.said("EXPOSE"));
        for (JsonNode variable : container.path("env")) {
            String own = file.pairs("ENV").get(variable.path("name").asText());
            require(
                    own == null || own.equals(variable.path("value").asText()),
                    "sets otherwise than its pods: " + variable.path("name").asText());
        }
        if (kind.startsWith("worker")) {
            require(
                    file.pairs("ENV").getOrDefault("ORT_DISABLE_TELEMETRY", "").equals("1"),
                    "lets ONNX Runtime report to its makers");
            require(
                    file.pairs("ENV").containsKey("MALLOC_MMAP_THRESHOLD_"),
                    "lets glibc keep what the engine gave back");
            JsonNode models = read(root.resolve("k8s/overlays/production/worker-models.yaml"))
                    .get(0)
                    .at("/spec/template/spec/initContainers/0");
            String program = models.at("/command/0").asText();
            require(
                    file.last("COPY")
                            .anyMatch(copy -> copy.rest().endsWith(" /usr/local/bin/" + program)
                                    && copy.flag("chmod").orElse("").equals("755")),
                    "lacks the program that an init container runs: " + program);
        }
    }

    private JsonNode pod(String name) throws IOException {
        return read(root.resolve("k8s/base/" + name + ".yaml")).stream()
                .filter(object -> object.path("kind").asText().equals("Deployment"))
                .findFirst()
                .orElseThrow()
                .at("/spec/template/spec");
    }

    private static List<JsonNode> read(Path yaml) throws IOException {
        YAMLMapper mapper = new YAMLMapper();
        try (MappingIterator<JsonNode> objects =
                mapper.readerFor(JsonNode.class).readValues(yaml.toFile())) {
            return objects.readAll();
        }
    }

    /** Both ways lead to the same image; that for GPUs is made by Jib of the worker's settings. */
    private void jib() throws Exception {
        Jib jib = new Jib(Files.readString(root.resolve("deploy/images/pom.xml")), kind.replace("-cuda", ""));
        require(jib.said("container/user").equals(file.said("USER")), "has another user than Jib's");
        require(jib.said("container/ports/port").equals(file.said("EXPOSE")), "has another port than Jib's");
        require(
                jib.said("container/workingDirectory").equals(file.said("WORKDIR")),
                "has another working directory than Jib's");
        require(
                ("[\"" + jib.said("container/entrypoint").replace(",", "\", \"") + "\"]")
                        .equals(file.said("ENTRYPOINT")),
                "has another entry point than Jib's");
        Map<String, String> labels = new TreeMap<>(file.pairs("LABEL"));
        Map<String, String> others = new TreeMap<>(jib.pairs("container/labels"));
        Map<String, String> environment = new TreeMap<>(file.pairs("ENV"));
        if (kind.endsWith("-cuda")) {
            labels.keySet().removeIf(label -> label.endsWith("title") || label.endsWith("base.name"));
            others.keySet().removeIf(label -> label.endsWith("title") || label.endsWith("base.name"));
            environment.keySet().retainAll(jib.pairs("container/environment").keySet());
        }
        require(labels.equals(others), "has other labels than Jib's: " + others);
        require(
                environment.equals(jib.pairs("container/environment")),
                "has another environment than Jib's: " + environment);
    }

    /** What the start-up check of the engine asks for is what the image has. */
    private void libraries() throws IOException {
        String check = Files.readString(
                root.resolve("transfer-worker/engine/src/main/java/io/impasto/engine/device/CudaLibrary.java"));
        LIBRARY.matcher(check)
                .results()
                .map(match -> match.group())
                .distinct()
                .forEach(library ->
                        require(text.contains(" " + library), "does not say where it has " + library + " from"));
        String version = Files.readString(root.resolve("pom.xml"))
                .replaceAll("(?s).*<onnxruntime.version>(.*)</onnxruntime.version>.*", "$1");
        require(text.contains("onnxruntime_gpu " + version), "was written for another ONNX Runtime than " + version);
        file.last("RUN")
                .flatMap(run -> run.words().stream())
                .filter(word -> word.matches("(lib|cuda).*-12.*"))
                .forEach(each -> require(each.contains("="), "installs a package of any version: " + each));
    }

    private void require(boolean holds, String fault) {
        if (!holds) {
            faults.add(kind + " " + fault);
        }
    }
}
