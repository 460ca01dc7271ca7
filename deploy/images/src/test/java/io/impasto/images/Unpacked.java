package io.impasto.images;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * An image that was unpacked from its OCI tarball, layer upon layer, with this machine's Java and libraries in place of its base.
 *
 * @param config how its container is run
 * @param root what is its root file system
 * @param tmp what is its /tmp, the one place where it may write
 */
record Unpacked(JsonNode config, Path root, Path tmp) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PREFIX = "sha256:";

    /** @param folder in which it is unpacked; everyone may read it then */
    static Unpacked from(Path tar, Path folder) {
        try {
            Path layout = Files.createDirectories(folder.resolve("layout"));
            Path root = Files.createDirectories(folder.resolve("root"));
            run(layout, "tar", "-xf", tar.toString());
            JsonNode index = JSON.readTree(layout.resolve("index.json").toFile());
            JsonNode manifest = JSON.readTree(blob(layout, index.at("/manifests/0")));
            for (JsonNode layer : manifest.path("layers")) {
                run(root, "tar", "-xzf", blob(layout, layer).toString());
            }
            Path tmp = Files.createDirectories(folder.resolve("tmp"));
            Files.setPosixFilePermissions(tmp, PosixFilePermissions.fromString("rwxrwxrwx"));
            return new Unpacked(
                    JSON.readTree(blob(layout, manifest.path("config"))).path("config"), root, tmp);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static File blob(Path layout, JsonNode descriptor) {
        return layout.resolve("blobs/sha256")
                .resolve(descriptor.path("digest").asText().substring(PREFIX.length()))
                .toFile();
    }

    /** A path as it is called inside. */
    Path path(String inside) {
        return root.resolve(inside.substring(1));
    }

    /** The folder in which its programs start. */
    Path home() {
        return path(config.path("WorkingDir").asText());
    }

    List<String> texts(String list) {
        return StreamSupport.stream(config.path(list).spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    /**
     * Starts the image's entry point; as the image's user where this process is root, so that it can't write to what it is made of.
     *
     * @param environment besides the image's own
     * @param log what it says goes there
     */
    Process start(Map<String, String> environment, Path log) throws IOException {
        return start(texts("Entrypoint"), environment, log);
    }

    /** Starts another program of the image in the same way. */
    Process start(List<String> words, Map<String, String> environment, Path log) throws IOException {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            String[] user = config.path("User").asText().split(":");
            command.addAll(List.of("setpriv", "--reuid=" + user[0], "--regid=" + user[1], "--clear-groups", "--"));
        }
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        Map<String, String> all = new HashMap<>();
        texts("Env")
                .forEach(each -> all.put(each.substring(0, each.indexOf('=')), each.substring(each.indexOf('=') + 1)));
        all.put("PATH", Path.of(System.getProperty("java.home"), "bin") + ":/usr/bin:/bin");
        all.put("JDK_JAVA_OPTIONS", "-Djava.io.tmpdir=" + tmp);
        all.putAll(environment);
        builder.environment().clear();
        builder.environment().putAll(all);
        return builder.start();
    }

    List<String> jars(String inside) {
        try (Stream<Path> files = Files.list(path(inside))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(Path folder, String... words) throws IOException {
        Process process = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes());
        try {
            if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IOException(String.join(" ", words) + ": " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
