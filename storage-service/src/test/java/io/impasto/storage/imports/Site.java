package io.impasto.storage.imports;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

import io.impasto.storage.images.format.Pictures;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A web site of pictures, some of them traps. */
final class Site implements AutoCloseable {

    static final byte[] PICTURE = Pictures.written("png", 73, 41);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger inside = new AtomicInteger();

    Site() throws IOException {
        this(HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0));
    }

    /**
     * The same by TLS, with a certificate that nobody has signed.
     *
     * @param keys the file to make it in
     */
    static Site selfSigned(Path keys) throws IOException, GeneralSecurityException, InterruptedException {
        String password = "changeit";
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "a",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        keys.toString(),
                        "-storepass",
                        password)
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IOException(said);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(KeyStore.getInstance(keys.toFile(), password.toCharArray()), password.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return new Site(server);
    }

    private Site(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        on("/picture.png", exchange -> answer(exchange, 200, PICTURE));
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

    /** How often someone was led to where nobody is to be led. */
    int inside() {
        return inside.get();
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
