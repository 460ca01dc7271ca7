package io.impasto.stack;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;

import io.impasto.stack.process.ChildProcess;
import io.impasto.stack.process.JavaCommand;
import io.impasto.stack.process.Readiness;

/** A real S3 server (S3Proxy) over a folder, on loopback; it refuses requests that are not signed with its keys. */
public final class ObjectStore implements Part {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final ChildProcess process;
    private final int port;
    private final Keys keys;

    private ObjectStore(ChildProcess process, int port, Keys keys) {
        this.process = process;
        this.port = port;
        this.keys = keys;
    }

    /** What clients sign their requests with. */
    public record Keys(String accessKey, String secretKey) {

        /** Fresh random keys. */
        public static Keys random() {
            return new Keys(
                    "impasto-" + UUID.randomUUID().toString().substring(0, 8),
                    UUID.randomUUID().toString());
        }

        @Override
        public String toString() {
            return "Keys[" + accessKey + ", ...]";
        }
    }

    /** A store on a free port with fresh keys, ready when this returns. */
    public static ObjectStore start(Path folder) {
        return start(folder, Ports.free(), Keys.random());
    }

    /**
     * A store on the given port, ready when this returns.
     *
     * @throws io.impasto.stack.process.PartFailure if it does not become ready
     */
    public static ObjectStore start(Path folder, int port, Keys keys) {
        ObjectStore store = launch(folder, port, keys);
        try {
            store.awaitReady();
            return store;
        } catch (RuntimeException e) {
            store.kill();
            throw e;
        }
    }

    static ObjectStore launch(Path folder, int port, Keys keys) {
        Path lib = Installation.current().storeLibraries();
        try {
            Path objects = Files.createDirectories(folder.resolve("objects"));
            Path properties = folder.resolve("store.properties");
            PrivateFiles.write(properties, settings(objects, port, keys));
            JavaCommand command = JavaCommand.ofFolder(
                            lib, "org.gaul.s3proxy.Main", List.of("--properties", properties.toString()))
                    // a body is read whole to check its signature: 32 MiB at most, for several clients at once
                    .with("-Xms24m", "-Xmx320m")
                    .keepingClasses();
            return new ObjectStore(ChildProcess.start("store", command, folder, Map.of()), port, keys);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void awaitReady() {
        process.awaitReady(Readiness.port(port), START_LIMIT);
    }

    /** Its address, such as {@code http://127.0.0.1:20123}. */
    public String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    public String accessKey() {
        return keys.accessKey();
    }

    public String secretKey() {
        return keys.secretKey();
    }

    public int port() {
        return port;
    }

    @Override
    public ChildProcess process() {
        return process;
    }

    private static String settings(Path objects, int port, Keys keys) throws IOException {
        Properties settings = new Properties();
        settings.setProperty("s3proxy.endpoint", "http://127.0.0.1:" + port);
        settings.setProperty("s3proxy.authorization", "aws-v2-or-v4");
        settings.setProperty("s3proxy.identity", keys.accessKey());
        settings.setProperty("s3proxy.credential", keys.secretKey());
        settings.setProperty("jclouds.provider", "filesystem-nio2");
        settings.setProperty("jclouds.identity", "local");
        settings.setProperty("jclouds.credential", "local");
        settings.setProperty("jclouds.filesystem.basedir", objects.toString());
        StringWriter text = new StringWriter();
        settings.store(text, null);
        return text.toString();
    }
}
