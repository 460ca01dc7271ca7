package io.impasto.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import io.impasto.stack.Ports;
import io.impasto.stack.Stack;
import io.impasto.stack.StackListener;
import io.impasto.stack.StackOptions;
import io.impasto.stack.process.ChildProcess;

/** The stack that all tests of the module share; its data and logs stay in {@code target/embedded-stack}. */
public final class RunningStack implements AutoCloseable {

    private final StackOptions options =
            new StackOptions(Path.of("target/embedded-stack").toAbsolutePath(), Ports.free(), 1);
    private Stack stack;

    RunningStack() {
        removeAll(options.data());
        stack = Stack.start(options, StackListener.SILENT);
    }

    /** The address of page and API; the same after a restart. */
    public URI gateway() {
        return stack.gateway();
    }

    public URI storage() {
        return stack.storage();
    }

    public String bootstrapServers() {
        return stack.bootstrapServers();
    }

    public String webhookSecret() {
        return stack.webhookSecret();
    }

    public Path data() {
        return options.data();
    }

    public int port() {
        return options.port();
    }

    /** The addresses of all services. */
    List<URI> services() {
        return stack.services();
    }

    public List<ChildProcess> parts() {
        return stack.parts();
    }

    /** Stops all parts and starts them again over the same folder. */
    void restart() {
        stack.close();
        stack = Stack.start(options, StackListener.SILENT);
    }

    /** Ends the gateway as a crash does, and lets something be seen before it starts again. */
    public void withoutGateway(Runnable meanwhile) {
        stack.killGateway();
        try {
            meanwhile.run();
        } finally {
            stack.startGateway();
        }
    }

    @Override
    public void close() {
        stack.close();
    }

    private static void removeAll(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
