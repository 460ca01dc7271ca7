package io.impasto.storage.imports;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsServer;

import io.impasto.storage.images.format.Pictures;

/** A web site of pictures, some of them traps. */
final class Site implements AutoCloseable {

    static final byte[] PICTURE = Pictures.written("png", 73, 41);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger inside = new AtomicInteger();
    private final List<String> named = new CopyOnWriteArrayList<>();

    Site() throws IOException {
        this(HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0));
    }

    /** The same by TLS. */
    static Site secure(SSLContext tls) throws IOException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        return new Site(server);
    }

    private Site(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        on("/picture.png", exchange -> {
            if (exchange instanceof HttpsExchange secure) {
                ((ExtendedSSLSession) secure.getSSLSession())
                        .getRequestedServerNames()
                        .forEach(name -> named.add(((SNIHostName) name).getAsciiName()));
            }
            answer(exchange, 200, PICTURE);
        });
        on("/inside", exchange -> {
            inside.incrementAndGet();
            answer(exchange, 200, PICTURE);
        });
        on("/away", exchange -> {
            exchange.getResponseHeaders().add("Location", address("/inside"));
            answer(exchange, 302, new byte[0]);
        });
        on("/missing", exchange -> answer(exchange, 404, new byte[0]));
        on("/broken", exchange -> answer(exchange, 500, new byte[0]));
        on("/nothing", exchange -> answer(exchange, 200, new byte[0]));
        on("/text", exchange -> answer(exchange, 200, "Dear Sir or Madam".getBytes()));
        on("/torn", exchange -> {
            exchange.sendResponseHeaders(200, PICTURE.length * 2L);
            exchange.getResponseBody().write(PICTURE);
            exchange.close();
        });
        on("/huge", exchange -> exchange.sendResponseHeaders(200, 1L << 40));
        on("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(PICTURE, 0, 33);
                for (byte[] more = new byte[1 << 16]; ; ) {
                    body.write(more);
                }
            }
        });
        on("/slow", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(PICTURE, 0, 20);
            exchange.getResponseBody().flush();
        });
        server.start();
    }

    /** How often anything was asked of it. */
    int calls() {
        return calls.get();
    }

    /** How often someone was led to where nobody is to be led. */
    int inside() {
        return inside.get();
    }

    /** The names by which callers asked for it before anything was encrypted. */
    List<String> named() {
        return named;
    }

    int port() {
        return server.getAddress().getPort();
    }

    String address(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private void on(String path, Answer answer) {
        server.createContext(path, exchange -> {
            calls.incrementAndGet();
            try {
                answer.to(exchange);
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        });
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
