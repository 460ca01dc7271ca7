package io.impasto.images;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HealthTest {
    private HttpServer service;
    private int status = 200;

    @BeforeEach
    void start() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/q/health/ready", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        service.start();
    }

    @AfterEach
    void stop() {
        service.stop(0);
    }

    @Test
    void aServiceThatSaysSoIsReady() {
        assertThat(Health.ask(address())).isEqualTo("ready");
    }

    @Test
    void aServiceThatSaysOtherwiseIsNot() {
        status = 503;
        assertThat(Health.ask(address())).isEqualTo("not ready: status 503");
    }

    @Test
    void aServiceThatIsNotThereIsNotEither() {
        URI address = address();
        service.stop(0);
        assertThat(Health.ask(address)).startsWith("not reachable: ");
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + service.getAddress().getPort() + "/q/health/ready");
    }
}
