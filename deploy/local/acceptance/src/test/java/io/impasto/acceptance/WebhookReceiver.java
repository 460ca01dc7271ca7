package io.impasto.acceptance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpServer;

/** Another company's server on loopback: answers 204, unless told otherwise, and keeps what it was sent. */
final class WebhookReceiver implements AutoCloseable {

    /**
     * One request, body and headers.
     *
     * @param status what it was answered
     */
    record Delivery(String body, Map<String, List<String>> headers, int status) {}

    private final BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();
    private final HttpServer server;
    private volatile int status = 204;

    WebhookReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            int answered = status;
            deliveries.add(new Delivery(body, Map.copyOf(exchange.getRequestHeaders()), answered));
            exchange.sendResponseHeaders(answered, -1);
            exchange.close();
        });
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hooks/impasto");
    }

    /** Answers with another status from now on. */
    void answer(int next) {
        status = next;
    }

    /** The next delivery, or null if none comes within the limit. */
    Delivery next(int seconds) throws InterruptedException {
        return deliveries.poll(seconds, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
