package io.impasto.autodiff;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Assumptions;

/** Networks and golden cases that lie beside a checkout of this repository, and not in it. */
final class Shared {
    private Shared() {}

    /** @return the file or folder; where it is not there, the test is skipped, saying so */
    static Path path(String name) {
        Path path = Path.of(System.getProperty("impasto.root", "."), "..", "shared", name)
                .normalize();
        Assumptions.assumeTrue(Files.exists(path), () -> "skipped: " + path + " is not on this machine");
        return path;
    }
}
