package io.impasto.engine.device;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What the processor is as far as it decides the last bits of a sum: instruction sets, and cores to spread the work over. */
public final class Processor {
    private static final Path INFO = Path.of("/proc/cpuinfo");
    /** ONNX Runtime has kernels of their own for these; the widest comes first. */
    private static final List<String> VECTORS = List.of("amx_tile", "avx512f", "avx2", "avx", "sse4_1", "sve", "asimd");

    private Processor() {}

    /** Architecture and widest vector instructions, such as {@code amd64 avx2}; the latter where the system says it. */
    public static String describe() {
        String architecture = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        Set<String> flags = lines().stream()
                .filter(line -> line.startsWith("flags") || line.startsWith("Features"))
                .limit(1)
                .flatMap(line -> Arrays.stream(value(line).split(" ")))
                .collect(Collectors.toSet());
        return VECTORS.stream()
                .filter(flags::contains)
                .findFirst()
                .map(vectors -> architecture + " " + vectors)
                .orElse(architecture);
    }

    /** Physical cores, over which ONNX Runtime spreads its work; processors where the system does not say. */
    public static int cores() {
        StringBuilder socket = new StringBuilder();
        long cores = lines().stream()
                .map(line -> {
                    if (line.startsWith("physical id")) {
                        socket.setLength(0);
                        socket.append(value(line));
                    }
                    return line.startsWith("core id") ? socket + "/" + value(line) : "";
                })
                .filter(core -> !core.isEmpty())
                .distinct()
                .count();
        return cores > 0 ? (int) cores : Runtime.getRuntime().availableProcessors();
    }

    private static String value(String line) {
        return line.substring(line.indexOf(':') + 1).strip();
    }

    private static List<String> lines() {
        try {
            return Files.isReadable(INFO) ? Files.readAllLines(INFO) : List.of();
        } catch (IOException unreadable) {
            return List.of();
        }
    }
}
