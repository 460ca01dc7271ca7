package io.impasto.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import io.impasto.stack.KafkaBroker;
import io.impasto.stack.ObjectStore;
import io.impasto.stack.tls.Authority;

/** The running parts around the application under test. */
public final class Parts implements AutoCloseable {

    private final Path folder;
    private final Authority authority;
    private KafkaBroker broker;
    private ObjectStore store;

    Parts(Path folder, ObjectStore store, KafkaBroker broker, Authority authority) {
        this.folder = folder;
        this.store = store;
        this.broker = broker;
        this.authority = authority;
    }

    public Path folder() {
        return folder;
    }

    public KafkaBroker broker() {
        return broker;
    }

    public ObjectStore store() {
        return store;
    }

    /** Whom the application believes besides the authorities of the JVM. */
    public Authority authority() {
        return authority;
    }

    /** Runs something while the store is gone, then starts it again where it was. */
    public void withoutStore(ThrowingRunnable whileAway) throws Exception {
        ObjectStore.Keys keys = new ObjectStore.Keys(store.accessKey(), store.secretKey());
        int port = store.port();
        store.close();
        try {
            whileAway.run();
        } finally {
            store = ObjectStore.start(folder.resolve("store"), port, keys);
        }
    }

    /** Runs something while the broker is gone, then starts it again where it was. */
    public void withoutBroker(ThrowingRunnable whileAway) throws Exception {
        int port = broker.port();
        broker.close();
        try {
            whileAway.run();
        } finally {
            broker = KafkaBroker.start(folder.resolve("broker"), port);
        }
    }

    /** Something that may fail. */
    public interface ThrowingRunnable {
        void run() throws Exception;
    }

    @Override
    public void close() {
        broker.close();
        store.close();
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
