package io.impasto.engine.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** What {@code nvidia-smi} says of a GPU's memory; nothing where it is not there. */
final class GpuMemory {
    private GpuMemory() {}

    /** @return MiB that this process holds on all GPUs; where processes can't be told apart, all that is used on the device */
    static OptionalLong used(int device) {
        String own = ProcessHandle.current().pid() + ",";
        OptionalLong process = sum(ask("--query-compute-apps=pid,used_gpu_memory"), own);
        return process.isPresent() ? process : sum(ask("--query-gpu=index,memory.used"), device + ",");
    }

    /** The numbers at the end of the lines that begin so. */
    static OptionalLong sum(String lines, String begin) {
        long[] numbers = lines.lines()
                .map(String::strip)
                .filter(line -> line.startsWith(begin))
                .map(line -> line.substring(line.lastIndexOf(',') + 1).strip())
                .filter(number -> number.matches("[0-9]+"))
                .mapToLong(Long::parseLong)
                .toArray();
        return numbers.length == 0
                ? OptionalLong.empty()
                : OptionalLong.of(Arrays.stream(numbers).sum());
    }

    private static String ask(String query) {
        try {
            Process process = new ProcessBuilder("nvidia-smi", query, "--format=csv,noheader,nounits")
                    .redirectErrorStream(true)
                    .start();
            byte[] answer = process.getInputStream().readAllBytes();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0
                    ? new String(answer, StandardCharsets.UTF_8)
                    : "";
        } catch (IOException notThere) {
            return "";
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
