package io.impasto.stack.up;

import java.nio.file.Path;
import java.util.Map;

/** Where data is kept when the command line does not say. */
final class DefaultData {

    private DefaultData() {}

    /** {@code $IMPASTO_DATA}, else {@code impasto} in the user's data folder (XDG Base Directory Specification). */
    static Path of(Map<String, String> environment) {
        String named = environment.getOrDefault("IMPASTO_DATA", "");
        if (!named.isBlank()) {
            return Path.of(named);
        }
        String xdg = environment.getOrDefault("XDG_DATA_HOME", "");
        Path home = xdg.startsWith("/") ? Path.of(xdg) : Path.of(System.getProperty("user.home"), ".local", "share");
        return home.resolve("impasto");
    }
}
