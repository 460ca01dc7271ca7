package io.impasto.stack;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.impasto.stack.process.ChildProcess;
import io.impasto.stack.process.PartFailure;

/**
 * All parts over one data folder. The broker and the store start first, side by side; then the services, side by side.
 * A part stops before those that it needs.
 */
public final class Stack implements AutoCloseable {

    // who needs whom: a part may use those with a lower number until it has stopped
    private static final int BROKER = 0;
    private static final int STORE = 1;
    private static final int STORAGE = 2;
    private static final int GATEWAY = 3;
    private static final int FIRST_WORKER = 4;

    private final StackOptions options;
    private final StackListener listener;
    private final Plan plan;
    private final NavigableMap<Integer, Part> running = new TreeMap<>();
    private final CompletableFuture<PartFailure> failure = new CompletableFuture<>();
    private final Object closing = new Object();
    private final long startedAt = System.nanoTime();
    private DataFolder folder;
    private Secrets secrets;
    private boolean closed;

    /** Nothing is started yet. */
    public Stack(StackOptions options, StackListener listener) {
        this.options = options;
        this.listener = listener;
        this.plan = new Plan(Installation.current(), options);
    }

    /** A stack on which every part is ready. */
    public static Stack start(StackOptions options, StackListener listener) {
        Stack stack = new Stack(options, listener);
        stack.start();
        return stack;
    }

    /**
     * Starts every part and waits until each is ready; if one fails, those already started are stopped.
     *
     * @throws StackProblem if the folder is in use or the port is taken
     * @throws PartFailure if a part does not become ready
     */
    public void start() {
        try {
            open();
            inParallel(
                    new Start(BROKER, () -> plan.broker(folder.broker())),
                    new Start(STORE, () -> plan.store(folder.store(), secrets)));
            Topics.create(plan.bootstrapServers());
            List<Start> services = new ArrayList<>();
            services.add(new Start(STORAGE, () -> plan.storageService(folder.services(), secrets)));
            services.add(new Start(GATEWAY, () -> plan.gatewayService(folder.services(), secrets)));
            for (int i = 0; i < options.workers(); i++) {
                int number = i + 1;
                services.add(new Start(FIRST_WORKER + i, () -> plan.transferWorker(folder.services(), number)));
            }
            inParallel(services.toArray(Start[]::new));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** The address of page and API. */
    public URI gateway() {
        return URI.create("http://127.0.0.1:" + options.port());
    }

    public URI storage() {
        return plan.storage();
    }

    public String bootstrapServers() {
        return plan.bootstrapServers();
    }

    /** What webhooks are signed with. */
    public String webhookSecret() {
        return secrets.webhooks();
    }

    /** Whether it was stopped or is being stopped. */
    public synchronized boolean isClosed() {
        return closed;
    }

    /** Completes when a part ends by itself. */
    public CompletableFuture<PartFailure> failure() {
        return failure;
    }

    /** The addresses of the services that run now. */
    public synchronized List<URI> services() {
        return running.values().stream()
                .flatMap(part -> part instanceof Service service ? Stream.of(service.url()) : Stream.empty())
                .toList();
    }

    /** The processes that run now, each after those that it needs. */
    public synchronized List<ChildProcess> parts() {
        return running.values().stream().map(Part::process).toList();
    }

    /** Ends the gateway at once, as {@code kill -9} does; the others go on. */
    public void killGateway() {
        Part gateway;
        synchronized (this) {
            gateway = running.remove(GATEWAY);
        }
        if (gateway == null) {
            throw new StackProblem("the gateway does not run");
        }
        gateway.kill();
    }

    /**
     * Starts the gateway anew after {@link #killGateway}, on its port.
     *
     * @throws PartFailure if it does not become ready
     */
    public void startGateway() {
        bringUp(new Start(GATEWAY, () -> plan.gatewayService(folder.services(), secrets)));
    }

    /** Stops every part before those that it needs; parts that are still starting are stopped as well. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        // a second caller, such as the hook of a signal, returns when the first has stopped everything
        synchronized (closing) {
            for (Part part = next(); part != null; part = next()) {
                part.close();
                synchronized (listener) {
                    listener.stopped(part.process().name());
                }
            }
            giveFolderBack();
        }
    }

    private synchronized void giveFolderBack() {
        if (folder != null) {
            folder.close();
            folder = null;
        }
    }

    private synchronized boolean register(int order, Part part) {
        if (!closed) {
            running.put(order, part);
        }
        return !closed;
    }

    private synchronized Part next() {
        Map.Entry<Integer, Part> last = running.pollLastEntry();
        return last == null ? null : last.getValue();
    }

    private synchronized void open() {
        refuseIfClosed();
        folder = DataFolder.take(options.data());
        for (Path kept : List.of(folder.broker(), folder.store(), folder.services())) {
            ChildProcess.awaitPredecessors(kept);
        }
        if (!Ports.isFree(options.port())) {
            throw new StackProblem("port " + options.port() + " is taken; choose another with --port");
        }
        secrets = Secrets.in(folder.secrets());
    }

    private Secrets secrets() {
        return Secrets.in(folder.secrets());
    }

    private void inParallel(Start... launches) {
        ExecutorService threads = Executors.newFixedThreadPool(launches.length);
        try {
            CompletableFuture<?>[] starts = Stream.of(launches)
                    .map(launch -> CompletableFuture.runAsync(() -> bringUp(launch), threads))
                    .toArray(CompletableFuture[]::new);
            // the first failure ends the wait for the others
            CompletableFuture<Object> firstFailure = new CompletableFuture<>();
            for (CompletableFuture<?> start : starts) {
                start.exceptionally(e -> {
                    firstFailure.completeExceptionally(e);
                    return null;
                });
            }
            failure.thenAccept(firstFailure::completeExceptionally);
            CompletableFuture.anyOf(CompletableFuture.allOf(starts), firstFailure)
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } finally {
            threads.shutdownNow();
        }
    }

    private void bringUp(Start start) {
        Part part = start.launch().get();
        if (!register(start.order(), part)) {
            part.close();
            return;
        }
        part.awaitReady();
        part.process().onFailure().thenAccept(failure::complete);
        synchronized (listener) {
            listener.ready(part.process().name(), Duration.ofNanos(System.nanoTime() - startedAt));
        }
    }

    private record Start(int order, Supplier<Part> launch) {}

    private void refuseIfClosed() {
        if (closed) {
            throw new StackProblem("stopped before everything was started");
        }
    }
}
