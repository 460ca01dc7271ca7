package io.impasto.stack;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

import io.impasto.stack.process.ChildProcess;
import io.impasto.stack.process.PartFailure;

/**
 * All parts over one data folder. The broker and the store start first, side by side; then the services, side by side.
 * They stop in reverse order.
 */
public final class Stack implements AutoCloseable {

    private final StackOptions options;
    private final StackListener listener;
    private final Plan plan;
    private final Deque<Part> running = new ArrayDeque<>();
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
            inParallel(List.of(() -> plan.broker(folder.broker()), () -> plan.store(folder.store(), secrets)));
            Topics.create(plan.bootstrapServers());
            List<Supplier<Part>> services = new ArrayList<>();
            services.add(() -> plan.storageService(folder.services(), secrets));
            services.add(() -> plan.gatewayService(folder.services(), secrets));
            for (int i = 1; i <= options.workers(); i++) {
                int number = i;
                services.add(() -> plan.transferWorker(folder.services(), number));
            }
            inParallel(services);
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

    /** The processes that run now, in the order in which they were started. */
    public synchronized List<ChildProcess> parts() {
        List<ChildProcess> parts = new ArrayList<>();
        running.descendingIterator().forEachRemaining(part -> parts.add(part.process()));
        return parts;
    }

    /** Stops every part, the last started first; parts that are still starting are stopped as well. */
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

    private synchronized boolean register(Part part) {
        if (!closed) {
            running.push(part);
        }
        return !closed;
    }

    private synchronized Part next() {
        return running.poll();
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

    private void inParallel(List<Supplier<Part>> launches) {
        ExecutorService threads = Executors.newFixedThreadPool(launches.size());
        try {
            CompletableFuture<?>[] starts = launches.stream()
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

    private void bringUp(Supplier<Part> launch) {
        Part part = launch.get();
        if (!register(part)) {
            part.close();
            return;
        }
        part.awaitReady();
        part.process().onFailure().thenAccept(failure::complete);
        synchronized (listener) {
            listener.ready(part.process().name(), Duration.ofNanos(System.nanoTime() - startedAt));
        }
    }

    private void refuseIfClosed() {
        if (closed) {
            throw new StackProblem("stopped before everything was started");
        }
    }
}
