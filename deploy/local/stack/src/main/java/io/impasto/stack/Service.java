package io.impasto.stack;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import io.impasto.stack.process.ChildProcess;
import io.impasto.stack.process.JavaCommand;
import io.impasto.stack.process.Readiness;

/** One of the house's services (a built Quarkus application) as a process of its own, on loopback. */
public final class Service implements Part {

    private static final Duration START_LIMIT = Duration.ofSeconds(90);

    private final ChildProcess process;
    private final int port;

    private Service(ChildProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * A service on a free port, ready when this returns.
     *
     * @param name what people call it; its log is {@code <folder>/<name>.log}
     * @param jar its {@code target/quarkus-app/quarkus-run.jar}
     * @param folder its working folder; made when missing
     * @param environment its configuration, such as {@code IMPASTO_KAFKA_BOOTSTRAP_SERVERS}
     * @throws io.impasto.stack.process.PartFailure if it does not become ready
     */
    public static Service start(String name, Path jar, Path folder, Map<String, String> environment) {
        return start(name, jar, folder, Ports.free(), environment);
    }

    /** The same on the given port. */
    public static Service start(String name, Path jar, Path folder, int port, Map<String, String> environment) {
        return ready(launch(name, command(jar), folder, port, environment));
    }

    /** As {@link #start(String, Path, Path, Map)}; it leaves its classes for the next, so that its end may take longer. */
    public static Service startKeepingClasses(String name, Path jar, Path folder, Map<String, String> environment) {
        return ready(launch(name, command(jar).keepingClasses(), folder, Ports.free(), environment));
    }

    private static JavaCommand command(Path jar) {
        return JavaCommand.ofJar(jar).with("-Xmx256m");
    }

    private static Service ready(Service service) {
        try {
            service.awaitReady();
            return service;
        } catch (RuntimeException e) {
            service.kill();
            throw e;
        }
    }

    static Service launch(String name, JavaCommand command, Path folder, int port, Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        // not yet ready is no news while it is being waited for
        all.put("QUARKUS_LOG_CATEGORY__IO_SMALLRYE_HEALTH__LEVEL", "WARN");
        all.put("QUARKUS_HTTP_PORT", String.valueOf(port));
        return new Service(ChildProcess.start(name, command, folder, all), port);
    }

    @Override
    public void awaitReady() {
        process.awaitReady(Readiness.port(port).then(Readiness.http(url().resolve("/q/health/ready"))), START_LIMIT);
    }

    /** Its address, such as {@code http://127.0.0.1:20123}. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public int port() {
        return port;
    }

    @Override
    public ChildProcess process() {
        return process;
    }
}
