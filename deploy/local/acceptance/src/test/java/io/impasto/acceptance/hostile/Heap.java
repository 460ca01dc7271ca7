package io.impasto.acceptance.hostile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.impasto.acceptance.RunningStack;
import io.impasto.stack.process.ChildProcess;

/** What is alive on the heaps of the services, after a collection. */
final class Heap {

    /** Of each generation, as {@code GC.heap_info} prints it for the serial collector. */
    private static final Pattern USED = Pattern.compile("(?:new generation|generation) +total \\d+K, used (\\d+)K");

    private static final Path COMMANDS = commands();

    private Heap() {}

    /** Kilobytes by service. */
    static Map<String, Long> alive(RunningStack stack) {
        Map<String, Long> alive = new LinkedHashMap<>();
        for (ChildProcess part : stack.parts()) {
            if (part.name().endsWith("-service") || part.name().startsWith("transfer-worker")) {
                alive.put(part.name(), alive(part.pid()));
            }
        }
        return alive;
    }

    private static long alive(long pid) {
        Matcher used = USED.matcher(collected(pid));
        long sum = 0;
        while (used.find()) {
            sum += Long.parseLong(used.group(1));
        }
        if (sum == 0) {
            throw new AssertionError("no heap of a serial collector in what jcmd says of " + pid);
        }
        return sum;
    }

    private static String collected(long pid) {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try {
            Process process = new ProcessBuilder(
                            jcmd, "-J-XX:TieredStopAtLevel=1", String.valueOf(pid), "-f", COMMANDS.toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static Path commands() {
        try {
            Path file = Files.createTempFile("impasto-heap", ".jcmd");
            file.toFile().deleteOnExit();
            return Files.writeString(file, "GC.run\nGC.heap_info\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
