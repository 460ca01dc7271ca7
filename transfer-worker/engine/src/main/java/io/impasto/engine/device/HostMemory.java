package io.impasto.engine.device;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

import com.sun.management.OperatingSystemMXBean;

/** What the host says of its memory, in bytes. Linux says more than others. */
public final class HostMemory {
    private static final Path PROCESS = Path.of("/proc/self/status");
    private static final Path MACHINE = Path.of("/proc/meminfo");
    private static final Path CLEAR = Path.of("/proc/self/clear_refs");
    private static final String RESET_PEAK = "5";

    private HostMemory() {}

    /** The resident memory of this process; empty where the system does not say. */
    public static OptionalLong resident() {
        return kilobytes(PROCESS, "VmRSS:");
    }

    /** The highest resident memory of this process since it began or {@link #forgetPeak}; empty where the system does not say. */
    public static OptionalLong peak() {
        return kilobytes(PROCESS, "VmHWM:");
    }

    /** From here on the peak is that of what follows; where the system does not allow it, it stays an upper bound. */
    public static void forgetPeak() {
        try {
            Files.writeString(CLEAR, RESET_PEAK);
        } catch (IOException notAllowed) {
            // The peak then includes what came before.
        }
    }

    /** What a process may still take without another one, or the container's limit, being pressed. */
    public static long available() {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return Math.min(
                kilobytes(MACHINE, "MemAvailable:").orElse(system.getFreeMemorySize()), system.getTotalMemorySize());
    }

    /** Linux says it like this: {@code VmHWM: 123456 kB}. */
    private static OptionalLong kilobytes(Path file, String name) {
        if (!Files.isReadable(file)) {
            return OptionalLong.empty();
        }
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith(name))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .findFirst();
        } catch (IOException unreadable) {
            return OptionalLong.empty();
        }
    }
}
