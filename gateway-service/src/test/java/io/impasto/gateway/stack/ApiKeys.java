package io.impasto.gateway.stack;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

import io.impasto.stack.keys.Keys;

/** A file of API keys, as {@code impasto keys} writes it. */
public record ApiKeys(Path file) {

    /** A new key of the tenant. */
    public String create(String tenant) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        int code = Keys.run(
                new PrintStream(printed, true),
                System.err,
                Map.of(),
                "create",
                "--tenant",
                tenant,
                "--name",
                UUID.randomUUID().toString(),
                "--file",
                file.toString());
        if (code != 0) {
            throw new AssertionError("keys ended with " + code);
        }
        return printed.toString(StandardCharsets.UTF_8).strip();
    }
}
