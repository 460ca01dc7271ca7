package io.impasto.engine.objective;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Resident memory of this process, where the system says it: on Linux. */
final class ResidentMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path CLEAR = Path.of("/proc/self/clear_refs");
    private static final String RESET_PEAK = "5";

    private ResidentMemory() {}

    /** What is resident now, in units of 2^20 bytes. */
    static Optional<Double> megabytes() {
        return read("VmRSS:");
    }

    /** The most that was resident since the process began or {@link #forgetPeak} was called. */
    static Optional<Double> peakMegabytes() {
        return read("VmHWM:");
    }

    /** From here on the peak is that of what follows; without effect where the system does not allow it. */
    static void forgetPeak() {
        try {
            Files.writeString(CLEAR, RESET_PEAK);
        } catch (IOException notHere) {
            // The peak then includes what came before: an upper bound.
        }
    }

    /** Linux says it in kilobytes: {@code VmHWM: 123456 kB}. */
    private static Optional<Double> read(String line) {
        if (!Files.isReadable(STATUS)) {
            return Optional.empty();
        }
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(text -> text.startsWith(line))
                    .map(text -> Double.parseDouble(text.replaceAll("[^0-9]", "")) / 1024)
                    .findFirst();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
