package io.impasto.gateway.webhooks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLContext;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsServer;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.impasto.egress.AddressGuard;
import io.impasto.gateway.events.Trace;
import io.impasto.stack.tls.Authority;
import io.impasto.tracing.Spans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A receiver is connected to at the address that was checked, and asked by its name. */
class WebhookClientIT {

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private Authority authority;
    private WebhookClient client;

    @BeforeEach
    void start() {
        authority = new Authority(folder);
        client = new WebhookClient(
                config(Map.of(
                        "impasto.webhooks.secrets",
                        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                        "impasto.webhooks.authorities-file",
                        authority.certificate().toString())),
                vertx,
                new AddressGuard(
                        List.of("127.0.0.1/32"), host -> new InetAddress[] {InetAddress.getByName("127.0.0.1")}),
                Spans.of("gateway", Optional.empty()));
    }

    @AfterEach
    void stop() {
        vertx.close();
    }

    @Test
    void aHostIsAskedByItsNameAtTheAddressThatWasChecked() throws Exception {
        assertThat(post(authority.certify("dns:hooks.example")).status()).isEqualTo(204);
        assertThat(asked)
                .singleElement()
                .asString()
                .startsWith("hooks.example:")
                .endsWith("=hooks.example]");
    }

    @Test
    void theCertificateOfTheAddressIsNoneOfTheName() {
        SSLContext tls = authority.certify("ip:127.0.0.1");
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> post(tls))
                .satisfies(e -> assertThat(WebhookClient.reason(e.getCause()))
                        .isEqualTo("its certificate is for another name"));
        assertThat(asked).isEmpty();
    }

    private WebhookClient.Answer post(SSLContext tls) throws IOException, InterruptedException, ExecutionException {
        HttpsServer receiver = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        receiver.setHttpsConfigurator(new HttpsConfigurator(tls));
        receiver.createContext("/", exchange -> {
            ExtendedSSLSession session = (ExtendedSSLSession) ((HttpsExchange) exchange).getSSLSession();
            asked.add(exchange.getRequestHeaders().getFirst("Host") + " " + session.getRequestedServerNames());
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
        try {
            return client.post(delivery(
                            "https://hooks.example:" + receiver.getAddress().getPort() + "/"))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get();
        } finally {
            receiver.stop(0);
        }
    }

    private static Delivery delivery(String url) {
        return Delivery.first(
                "msg_1",
                UUID.randomUUID(),
                "default",
                url,
                "io.impasto.transfer.completed.v1",
                Instant.now(),
                JsonNodeFactory.instance.objectNode(),
                Trace.of(null, null));
    }

    private static WebhooksConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .withMapping(WebhooksConfig.class)
                .build()
                .getConfigMapping(WebhooksConfig.class);
    }
}
