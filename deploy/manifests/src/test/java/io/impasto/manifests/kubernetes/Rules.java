package io.impasto.manifests.kubernetes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;

import io.impasto.manifests.settings.Setting;
import io.impasto.manifests.settings.Settings;

/** What must hold between the objects of an overlay, and what no schema asks for. */
final class Rules {

    /** OTLP over HTTP. */
    private static final int SPANS = 4318;

    private static final Set<String> SECRETS = Set.of("impasto-store", "impasto-gateway");
    private static final Map<String, String> MODULES = Map.of(
            "gateway", "gateway-service",
            "storage", "storage-service",
            "worker", "transfer-worker/service",
            "models", "transfer-worker/service");
    private static final Map<String, Set<String>> SETTINGS = new HashMap<>();

    private final List<JsonNode> objects;
    private final List<String> faults = new ArrayList<>();

    private Rules(List<JsonNode> objects) {
        this.objects = objects;
    }

    /** Everything that is wrong with the objects of an overlay, for a person. */
    static List<String> faults(List<JsonNode> objects) {
        Rules rules = new Rules(objects);
        objects.stream().flatMap(Schemas::faults).forEach(rules.faults::add);
        rules.workloads().forEach(rules::workload);
        rules.of("Deployment").forEach(rules::deployment);
        rules.of("Service").forEach(rules::service);
        rules.of("ScaledObject").forEach(rules::scaled);
        rules.of("Secret").forEach(secret -> rules.fault(secret, "a secret must not lie among the manifests"));
        rules.of("ConfigMap").forEach(rules::configMap);
        rules.fences();
        return List.copyOf(rules.faults);
    }

    private Stream<JsonNode> of(String kind) {
        return objects.stream().filter(object -> object.path("kind").asText().equals(kind));
    }

    private Stream<JsonNode> workloads() {
        return Stream.of("Deployment", "StatefulSet", "Job").flatMap(this::of);
    }

    private void workload(JsonNode workload) {
        JsonNode pod = workload.at("/spec/template/spec");
        JsonNode security = pod.path("securityContext");
        require(workload, security.path("runAsNonRoot").asBoolean(), "runs as root");
        require(
                workload,
                security.at("/seccompProfile/type").asText().equals("RuntimeDefault"),
                "has no seccomp profile");
        require(
                workload,
                pod.has("automountServiceAccountToken")
                        && !pod.path("automountServiceAccountToken").asBoolean(),
                "is given a token for the Kubernetes API");
        Stream.concat(all(pod.path("initContainers")), all(pod.path("containers")))
                .forEach(container -> container(workload, container));
        all(pod.path("volumes")).forEach(volume -> {
            if (volume.has("configMap")) {
                requireConfigMap(workload, volume.at("/configMap/name").asText());
            }
            if (volume.has("secret")) {
                requireSecret(workload, volume.at("/secret/secretName").asText());
            }
        });
        if (!workload.path("kind").asText().equals("Job")) {
            all(pod.path("containers"))
                    .forEach(container -> Stream.of("startupProbe", "readinessProbe", "livenessProbe")
                            .forEach(probe -> require(workload, container.has(probe), "has no " + probe)));
        }
    }

    private void container(JsonNode workload, JsonNode container) {
        JsonNode security = container.path("securityContext");
        require(
                workload,
                security.path("allowPrivilegeEscalation").isBoolean()
                        && !security.path("allowPrivilegeEscalation").asBoolean(),
                "may escalate its privileges");
        require(workload, texts(security.at("/capabilities/drop")).contains("ALL"), "keeps capabilities");
        boolean ours = container.path("image").asText().startsWith("impasto/");
        require(
                workload,
                !ours || security.path("readOnlyRootFilesystem").asBoolean(),
                "has a writable root file system");
        require(workload, container.at("/resources/requests").has("cpu"), "requests no CPU");
        require(
                workload,
                container
                        .at("/resources/requests/memory")
                        .asText("-")
                        .equals(container.at("/resources/limits/memory").asText("+")),
                "does not request as much memory as it may take");
        String image = container.path("image").asText();
        require(workload, image.matches(".+:(?!latest$)[^:/]+"), "has an image without a version: " + image);
        Set<String> mounts = all(container.path("volumeMounts"))
                .map(mount -> mount.path("name").asText())
                .collect(Collectors.toSet());
        Set<String> volumes = Stream.concat(
                        all(workload.at("/spec/template/spec/volumes")),
                        all(workload.at("/spec/volumeClaimTemplates")).map(claim -> claim.path("metadata")))
                .map(volume -> volume.path("name").asText())
                .collect(Collectors.toSet());
        mounts.stream()
                .filter(mount -> !volumes.contains(mount))
                .forEach(mount -> fault(workload, "mounts a volume that is not there: " + mount));
        all(container.path("envFrom"))
                .forEach(from ->
                        requireConfigMap(workload, from.at("/configMapRef/name").asText()));
        all(container.path("env")).forEach(variable -> variable(workload, container, variable));
    }

    private void variable(JsonNode workload, JsonNode container, JsonNode variable) {
        String name = variable.path("name").asText();
        requireKnown(workload, container.path("name").asText(), name);
        require(workload, !variable.has("value") || !Settings.isSecret(name), "states a secret: " + name);
        JsonNode from = variable.path("valueFrom");
        if (from.has("secretKeyRef")) {
            requireSecret(workload, from.at("/secretKeyRef/name").asText());
        }
        if (from.has("configMapKeyRef")) {
            String map = from.at("/configMapKeyRef/name").asText();
            requireConfigMap(workload, map);
            of("ConfigMap")
                    .filter(each -> name(each).equals(map))
                    .forEach(each -> require(
                            workload,
                            each.path("data")
                                    .has(from.at("/configMapKeyRef/key").asText()),
                            "reads a key that " + map + " lacks"));
        }
    }

    /** What a service does not know it ignores silently. */
    private void requireKnown(JsonNode owner, String container, String variable) {
        if (variable.startsWith("IMPASTO_") && MODULES.containsKey(container)) {
            require(owner, known(container).contains(variable), container + " knows no setting " + variable);
        }
    }

    private static Set<String> known(String container) {
        return SETTINGS.computeIfAbsent(container, name -> Settings.of(MODULES.get(name)).stream()
                .map(Setting::environment)
                .collect(Collectors.toSet()));
    }

    private void configMap(JsonNode map) {
        map.path("data").fieldNames().forEachRemaining(key -> {
            if (key.startsWith("IMPASTO_")) {
                require(
                        map,
                        MODULES.keySet().stream().anyMatch(name -> known(name).contains(key)),
                        "no service knows a setting " + key);
                require(map, !Settings.isSecret(key), "states a secret: " + key);
            }
        });
    }

    private void deployment(JsonNode deployment) {
        JsonNode labels = deployment.at("/spec/template/metadata/labels");
        require(
                deployment,
                of("PodDisruptionBudget").anyMatch(budget -> selects(budget.at("/spec/selector/matchLabels"), labels)),
                "has no PodDisruptionBudget");
        require(
                deployment,
                selects(deployment.at("/spec/selector/matchLabels"), labels),
                "does not select its own pods");
        require(
                deployment,
                deployment.at("/spec/template/spec").has("terminationGracePeriodSeconds"),
                "states no grace period");
        require(
                deployment,
                !deployment.at("/spec/template/spec/topologySpreadConstraints").isMissingNode(),
                "is not spread over nodes");
        String account = deployment.at("/spec/template/spec/serviceAccountName").asText();
        require(
                deployment,
                of("ServiceAccount").anyMatch(each -> name(each).equals(account)),
                "has a service account that is not there: " + account);
    }

    private void service(JsonNode service) {
        List<JsonNode> pods = workloads()
                .filter(workload ->
                        selects(service.at("/spec/selector"), workload.at("/spec/template/metadata/labels")))
                .toList();
        require(service, !pods.isEmpty(), "selects no pods");
        Set<String> ports = pods.stream()
                .flatMap(pod -> all(pod.at("/spec/template/spec/containers")))
                .flatMap(container -> all(container.path("ports")))
                .map(port -> port.path("name").asText())
                .collect(Collectors.toSet());
        all(service.at("/spec/ports"))
                .map(port -> port.path("targetPort").asText())
                .filter(target -> !ports.contains(target))
                .forEach(target -> fault(service, "leads to a port that its pods lack: " + target));
    }

    private void scaled(JsonNode scaled) {
        String target = scaled.at("/spec/scaleTargetRef/name").asText();
        List<JsonNode> targets =
                of("Deployment").filter(each -> name(each).equals(target)).toList();
        require(scaled, !targets.isEmpty(), "scales what is not there: " + target);
        targets.forEach(each -> require(
                each, each.at("/spec/replicas").isMissingNode(), "has a number of replicas and is scaled as well"));
    }

    /** Where there are network policies, nothing passes that none of them names. */
    private void fences() {
        List<JsonNode> policies = of("NetworkPolicy").toList();
        if (policies.isEmpty()) {
            return;
        }
        if (policies.stream()
                .noneMatch(policy -> policy.at("/spec/podSelector").isEmpty()
                        && policy.at("/spec/ingress").isMissingNode()
                        && policy.at("/spec/egress").isMissingNode()
                        && texts(policy.at("/spec/policyTypes")).equals(Set.of("Ingress", "Egress")))) {
            faults.add("network policies: none denies all");
        }
        of("Deployment")
                .forEach(deployment -> require(
                        deployment,
                        policies.stream()
                                .anyMatch(policy -> policy.at("/spec/podSelector/matchLabels")
                                                .has("app.kubernetes.io/name")
                                        && selects(
                                                policy.at("/spec/podSelector/matchLabels"),
                                                deployment.at("/spec/template/metadata/labels"))),
                        "has no network policy of its own"));
        of("Deployment")
                .forEach(deployment -> require(
                        deployment,
                        policies.stream()
                                .filter(policy -> selects(
                                        policy.at("/spec/podSelector/matchLabels"),
                                        deployment.at("/spec/template/metadata/labels")))
                                .flatMap(policy -> all(policy.at("/spec/egress")))
                                .flatMap(egress -> all(egress.path("ports")))
                                .anyMatch(port -> port.path("port").asInt() == SPANS),
                        "cannot send spans to a collector"));
    }

    private void requireConfigMap(JsonNode owner, String name) {
        require(
                owner,
                of("ConfigMap").anyMatch(each -> name(each).equals(name)),
                "needs a ConfigMap that is not there: " + name);
    }

    private void requireSecret(JsonNode owner, String name) {
        require(owner, SECRETS.contains(name), "needs a Secret that nobody is told to make: " + name);
    }

    private void require(JsonNode object, boolean holds, String fault) {
        if (!holds) {
            fault(object, fault);
        }
    }

    private void fault(JsonNode object, String fault) {
        faults.add(object.path("kind").asText() + " " + name(object) + " " + fault);
    }

    private static boolean selects(JsonNode selector, JsonNode labels) {
        return !selector.isMissingNode()
                && selector.properties().stream()
                        .allMatch(label -> label.getValue().equals(labels.path(label.getKey())));
    }

    private static String name(JsonNode object) {
        return object.at("/metadata/name").asText();
    }

    private static Stream<JsonNode> all(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static Set<String> texts(JsonNode array) {
        return all(array).map(JsonNode::asText).collect(Collectors.toCollection(HashSet::new));
    }
}
