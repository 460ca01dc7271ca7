package io.impasto.stack;

import java.nio.file.Files;
import java.nio.file.Path;

/** The source tree whose build left the parts: where each of them lies. */
public record Installation(Path root) {

    /**
     * The tree that the system property {@code impasto.root} names; the build and the launcher set it.
     *
     * @throws IllegalStateException if it is not set or names something else
     */
    public static Installation current() {
        String root = System.getProperty("impasto.root");
        if (root == null || !Files.isRegularFile(Path.of(root, "mvnw"))) {
            throw new IllegalStateException("system property impasto.root must name the source tree, but is " + root);
        }
        return new Installation(Path.of(root).toAbsolutePath().normalize());
    }

    Path brokerLibraries() {
        return root.resolve("deploy/local/broker/target/lib");
    }

    Path storeLibraries() {
        return root.resolve("deploy/local/store/target/lib");
    }

    /** The sample pictures and their index, {@code samples.json}. */
    public Path samples() {
        return root.resolve("deploy/samples/src/main/resources/META-INF/resources/samples");
    }

    /** @param module its folder below the root, such as {@code storage-service} */
    public Path service(String module) {
        return root.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
    }
}
