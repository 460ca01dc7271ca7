package io.impasto.stack.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Mains for child processes that do nothing but live: alone, or with a child of their own. */
public final class Idle {

    private Idle() {}

    public static void main(String[] args) throws Exception {
        if (args.length > 0) {
            ChildProcess child = ChildProcess.start("grandchild", command(), Path.of(args[0]), Map.of());
            Files.writeString(Path.of(args[0], "started"), String.valueOf(child.pid()));
        }
        System.out.println("idle");
        Thread.sleep(Long.MAX_VALUE);
    }

    static JavaCommand command(String... arguments) {
        return new JavaCommand(
                List.of("-Xmx32m", "-XX:+UseSerialGC"),
                List.of(System.getProperty("java.class.path")),
                Idle.class.getName(),
                List.of(arguments));
    }
}
