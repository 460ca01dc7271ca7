package io.impasto.stack.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The last lines of a log, read without reading all of it. */
final class LogTail {

    private static final int WINDOW_BYTES = 16 * 1024;

    private LogTail() {}

    /** At most {@code lines} lines, oldest first; empty if the file is missing or unreadable. */
    static List<String> of(Path log, int lines) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long from = Math.max(0, file.length() - WINDOW_BYTES);
            byte[] window = new byte[(int) (file.length() - from)];
            file.seek(from);
            file.readFully(window);
            List<String> all =
                    new String(window, StandardCharsets.UTF_8).lines().toList();
            // a window that starts inside the file starts inside a line
            List<String> whole = from > 0 && all.size() > 1 ? all.subList(1, all.size()) : all;
            return whole.subList(Math.max(0, whole.size() - lines), whole.size());
        } catch (IOException unreadable) {
            return List.of();
        }
    }
}
