package io.impasto.engine.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Where ONNX Runtime ran the nodes of a program. It keeps the arithmetic with sizes on the processor, on purpose; anything
 * larger there would cost a copy off the device and back.
 *
 * @param nodes that ran, in all
 * @param large by operator, bytes of the largest result of those that ran on the processor; above {@value #SMALL}
 */
record Placement(int nodes, Map<String, Long> large) {
    private static final long SMALL = 4096;
    private static final String PROCESSOR = "CPUExecutionProvider";

    /** @param profile in Chrome's trace format */
    static Placement read(Path profile) {
        try {
            return of(new ObjectMapper().readTree(profile.toFile()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(profile + ": can't be read", unreadable);
        }
    }

    static Placement of(JsonNode events) {
        int nodes = 0;
        Map<String, Long> large = new TreeMap<>();
        for (JsonNode event : events) {
            JsonNode args = event.path("args");
            if (event.path("name").asText().endsWith("_kernel_time") && args.has("provider")) {
                nodes++;
                long bytes = args.path("output_size").asLong();
                if (args.path("provider").asText().equals(PROCESSOR) && bytes > SMALL) {
                    large.merge(args.path("op_name").asText(), bytes, Math::max);
                }
            }
        }
        return new Placement(nodes, large);
    }
}
