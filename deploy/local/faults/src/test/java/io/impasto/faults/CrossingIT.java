package io.impasto.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.impasto.stack.Ports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(30)
class CrossingIT {

    private HttpServer server;
    private Crossing crossing;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = new byte[100_000];
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        crossing = new Crossing(Ports.free(), server.getAddress().getPort());
    }

    @AfterEach
    void close() {
        crossing.close();
        server.stop(0);
    }

    @Test
    void anOpenLinePassesEverythingOn() throws Exception {
        assertThat(ask().length).isEqualTo(100_000);
    }

    @Test
    void aSlowLinePassesEverythingOn() throws Exception {
        crossing.set(Crossing.Mode.SLOW);
        assertThat(ask().length).isEqualTo(100_000);
    }

    @Test
    void aRefusingLineAnswers503AndServesAgainWhenItIsOpened() throws Exception {
        crossing.set(Crossing.Mode.REFUSE);
        HttpRequest request = HttpRequest.newBuilder(address()).build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(503);
        crossing.set(Crossing.Mode.OPEN);
        assertThat(ask().length).isEqualTo(100_000);
    }

    @Test
    void aCutLineKeepsWhatIsSentUntilItIsMended() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), crossing.port())) {
            crossing.set(Crossing.Mode.CUT);
            socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes());
            socket.setSoTimeout(300);
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            crossing.set(Crossing.Mode.OPEN);
            socket.setSoTimeout(10_000);
            assertThat(socket.getInputStream().read()).isEqualTo('H');
        }
    }

    private byte[] ask() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address()).build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofByteArray())
                .body();
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + crossing.port() + "/");
    }
}
