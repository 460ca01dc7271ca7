package io.impasto.manifests.compose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * {@code docker-compose.yml} of a folder and what lies beside it.
 *
 * @param root the folder
 * @param content with anchors and merges resolved, variables not yet filled in
 * @param variables what the file leaves to {@code .env}
 * @param example what {@code .env.example} names
 */
record ComposeFile(Path root, JsonNode content, Set<String> variables, Map<String, String> example) {

    private static final Pattern VARIABLE = Pattern.compile("(?<!\\$)\\$\\{([A-Za-z_][A-Za-z0-9_]*)");

    static ComposeFile of(Path root) throws IOException {
        String text = Files.readString(root.resolve("docker-compose.yml"));
        return new ComposeFile(
                root,
                yaml(text),
                VARIABLE.matcher(text)
                        .results()
                        .map((MatchResult found) -> found.group(1))
                        .collect(Collectors.toCollection(TreeSet::new)),
                Files.readAllLines(root.resolve(".env.example")).stream()
                        .filter(line -> line.contains("=") && !line.startsWith("#"))
                        .map(line -> line.split("=", 2))
                        .collect(Collectors.toMap(
                                words -> words[0], words -> words[1], (one, other) -> one + other, TreeMap::new)));
    }

    JsonNode yaml(Path file) throws IOException {
        return yaml(Files.readString(root.resolve(file)));
    }

    /** Other than Jackson's own reader, this one knows merges. */
    private static JsonNode yaml(String text) {
        Object content = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        return new ObjectMapper().valueToTree(content);
    }
}
