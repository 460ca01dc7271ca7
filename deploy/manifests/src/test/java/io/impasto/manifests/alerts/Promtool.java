package io.impasto.manifests.alerts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Prometheus' own tool: the one that {@code IMPASTO_PROMTOOL} names, or that is on the path. */
final class Promtool {

    private static final Optional<Path> TOOL = Stream.concat(
                    Stream.ofNullable(System.getenv("IMPASTO_PROMTOOL")).map(Path::of),
                    Stream.of(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, "promtool")))
            .filter(Files::isExecutable)
            .findFirst();

    private Promtool() {}

    static boolean isThere() {
        return TOOL.isPresent();
    }

    /** What it objects to; nothing if it is content. */
    static String objections(String... command) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(TOOL.orElseThrow().toString()));
        all.addAll(List.of(command));
        Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? "" : said;
    }
}
