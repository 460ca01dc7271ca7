package io.impasto.manifests.compose;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;

import io.impasto.manifests.Repository;
import io.impasto.manifests.settings.Setting;
import io.impasto.manifests.settings.Settings;

/** What must hold in {@code docker-compose.yml}, and what no schema asks for. */
final class ComposeRules {

    private static final Map<String, String> MODULES = Map.of(
            "gateway", "gateway-service",
            "storage", "storage-service",
            "worker", "transfer-worker/service",
            "worker-gpu", "transfer-worker/service");
    private static final Pattern LEFT_OPEN = Pattern.compile("\\$\\{[A-Z_]+[^}]*}");
    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)/.*");
    private static final Path PROMETHEUS = Path.of("deploy/observability/prometheus.yaml");
    private static final Map<String, Set<String>> SETTINGS = new HashMap<>();

    private final ComposeFile file;
    private final Map<String, JsonNode> services = new HashMap<>();
    private final Set<String> mounted = new TreeSet<>();
    private final List<String> faults = new ArrayList<>();

    private ComposeRules(ComposeFile file) {
        this.file = file;
        file.content().path("services").properties().forEach(entry -> services.put(entry.getKey(), entry.getValue()));
    }

    /** Everything that is wrong, for a person. */
    static List<String> faults(ComposeFile file) throws IOException {
        ComposeRules rules = new ComposeRules(file);
        rules.services.forEach(rules::service);
        rules.volumes();
        rules.environment();
        rules.images();
        rules.scraped();
        return List.copyOf(rules.faults);
    }

    private void service(String name, JsonNode service) {
        confined(name, service);
        needs(name, service);
        service.path("environment")
                .properties()
                .forEach(variable ->
                        variable(name, variable.getKey(), variable.getValue().asText()));
        all(service.path("ports"))
                .map(JsonNode::asText)
                .filter(port -> !port.startsWith("127.0.0.1:"))
                .forEach(port -> fault(name, "is published beyond loopback: " + port));
        all(service.path("volumes")).map(JsonNode::asText).forEach(volume -> mount(name, volume));
        boolean once = service.path("restart").asText().equals("on-failure");
        require(name, once || service.has("healthcheck"), "has no health check");
        if (MODULES.containsKey(name)) {
            Matcher asked = ADDRESS.matcher(last(service.at("/healthcheck/test")));
            require(
                    name,
                    asked.matches() && asked.group(1).equals(port(name)),
                    "is not asked for its health at port " + port(name));
        }
    }

    private void confined(String name, JsonNode service) {
        require(name, service.path("user").asText("0").matches("[1-9]\\d*:\\d+"), "runs as root");
        require(name, texts(service.path("cap_drop")).contains("ALL"), "keeps capabilities");
        require(
                name,
                texts(service.path("security_opt")).contains("no-new-privileges:true"),
                "may escalate its privileges");
        require(name, name.equals("kafka") || service.path("read_only").asBoolean(), "has a writable root file system");
        require(name, service.at("/deploy/resources/limits").has("memory"), "may take all memory");
    }

    private void needs(String name, JsonNode service) {
        service.path("depends_on").properties().forEach(need -> {
            JsonNode needed = services.get(need.getKey());
            if (needed == null) {
                fault(name, "needs a service that is not there: " + need.getKey());
                return;
            }
            boolean once = needed.path("restart").asText().equals("on-failure");
            require(
                    name,
                    need.getValue()
                            .path("condition")
                            .asText()
                            .equals(once ? "service_completed_successfully" : "service_healthy"),
                    "does not wait until " + need.getKey() + " is ready");
            require(
                    name,
                    !needed.has("profiles")
                            || need.getValue().path("required").asText().equals("false"),
                    "can't start without the profile of " + need.getKey());
        });
    }

    private void variable(String service, String variable, String value) {
        if (variable.startsWith("IMPASTO_")) {
            require(service, known(service).contains(variable), "knows no setting " + variable);
        }
        require(
                service,
                !Settings.isSecret(variable) || LEFT_OPEN.matcher(value).matches(),
                "states a secret: " + variable);
    }

    private static Set<String> known(String service) {
        return SETTINGS.computeIfAbsent(
                service,
                name -> MODULES.containsKey(name)
                        ? Settings.of(MODULES.get(name)).stream()
                                .map(Setting::environment)
                                .collect(Collectors.toSet())
                        : Set.of());
    }

    private void mount(String service, String volume) {
        String source = volume.split(":")[0];
        if (source.startsWith(".")) {
            require(service, Files.exists(file.root().resolve(source)), "mounts what is not there: " + source);
            require(service, volume.endsWith(":ro"), "may write to the checkout: " + source);
        } else if (!source.startsWith("/")) {
            mounted.add(source);
        }
    }

    private void volumes() {
        Set<String> declared = new TreeSet<>();
        file.content().path("volumes").fieldNames().forEachRemaining(declared::add);
        if (!declared.equals(mounted)) {
            faults.add("volumes are declared as " + declared + " and mounted as " + mounted);
        }
    }

    /** What is left to {@code .env} stands in its example, and nothing else does. */
    private void environment() {
        Set<String> needed = new TreeSet<>(file.variables());
        needed.add("COMPOSE_PROFILES");
        if (!needed.equals(file.example().keySet())) {
            faults.add("needed are " + needed + ", and .env.example has "
                    + file.example().keySet());
        }
        Set<String> profiles = services.values().stream()
                .flatMap(service -> texts(service.path("profiles")).stream())
                .collect(Collectors.toSet());
        for (String profile :
                file.example().getOrDefault("COMPOSE_PROFILES", "").split(",")) {
            if (!profiles.contains(profile)) {
                faults.add(".env.example has a profile that no service has: " + profile);
            }
        }
    }

    /** The same as on Kubernetes, where it is there too. */
    private void images() throws IOException {
        Map<String, String> tags = new HashMap<>();
        for (String kustomization : List.of("base", "overlays/local", "overlays/gpu")) {
            all(file.yaml(Path.of("k8s", kustomization, "kustomization.yaml")).path("images"))
                    .forEach(image -> tags.put(
                            image.path("newName").asText(image.path("name").asText()),
                            image.path("newTag").asText()));
        }
        services.forEach((name, service) -> {
            String image = service.path("image").asText();
            int colon = image.lastIndexOf(':');
            require(name, image.matches(".+:(?!latest$)[^:/]+"), "has an image without a version: " + image);
            String same = colon < 0 ? null : tags.get(image.substring(0, colon));
            require(
                    name,
                    same == null ? !image.startsWith("impasto/") : image.endsWith(":" + same),
                    "has another image than on Kubernetes: " + image);
        });
    }

    private void scraped() throws IOException {
        Set<String> asked = new TreeSet<>();
        for (JsonNode job : file.yaml(PROMETHEUS).path("scrape_configs")) {
            for (JsonNode address : job.path("dns_sd_configs")) {
                for (String name : texts(address.path("names"))) {
                    asked.add(name);
                    require(
                            "prometheus",
                            MODULES.containsKey(name)
                                    && address.path("port").asText().equals(port(name)),
                            "asks where nothing is told: " + name + ":" + address.path("port"));
                }
            }
        }
        if (!asked.equals(new TreeSet<>(MODULES.keySet()))) {
            faults.add("prometheus asks " + asked + " only");
        }
    }

    private static String port(String service) {
        Properties properties = new Properties();
        try (var in = Files.newInputStream(
                Repository.root().resolve(MODULES.get(service)).resolve("src/main/resources/application.properties"))) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("quarkus.http.port");
    }

    private void require(String service, boolean holds, String fault) {
        if (!holds) {
            fault(service, fault);
        }
    }

    private void fault(String service, String fault) {
        faults.add(service + " " + fault);
    }

    private static String last(JsonNode array) {
        return array.isEmpty() ? "" : array.get(array.size() - 1).asText();
    }

    private static Stream<JsonNode> all(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static Set<String> texts(JsonNode array) {
        return all(array).map(JsonNode::asText).collect(Collectors.toCollection(HashSet::new));
    }
}
