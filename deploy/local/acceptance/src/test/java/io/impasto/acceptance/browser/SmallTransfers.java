package io.impasto.acceptance.browser;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import com.fasterxml.jackson.databind.JsonNode;

import io.impasto.acceptance.Await;
import io.impasto.acceptance.Http;
import io.impasto.acceptance.Pictures;

import static org.assertj.core.api.Assertions.assertThat;

/** Real transfers that are painted at once, asked for past the page. */
final class SmallTransfers {

    private static final String QUICK = "{\"network\":\"vgg19-slim\",\"size\":64,\"evaluations\":4}";

    /** Takes far longer than any test. */
    private static final String SLOW = "{\"network\":\"vgg19-slim\",\"size\":256,\"evaluations\":9000}";

    private static final String ON_THEIR_WAY = "queued,starting,running,paused,cancelling";

    private final URI gateway;
    private final String images;

    SmallTransfers(URI gateway) {
        this.gateway = gateway;
        images = "\"content\":\"" + store(Pictures.content(96, 72)) + "\",\"styles\":[\""
                + store(Pictures.style(64, 64, 5)) + "\"]";
    }

    /** One with a label {@code shelf}, painted in a moment; its id. */
    String quick(String shelf) {
        return submit(QUICK, shelf);
    }

    /** One that goes on until it is cancelled or removed; its id. */
    String slow(String shelf) {
        return submit(SLOW, shelf);
    }

    /** One that cannot be painted; its id. */
    String failing(String shelf) {
        return submit("{\"network\":\"vgg9\",\"size\":64}", shelf);
    }

    /** A sheet of the variants strong, faint and none; its group. */
    String sheet(String shelf) {
        return post(
                        "/v1/transfers:preview-sheet",
                        "{" + images + ",\"options\":{\"size\":64,\"evaluations\":4},\"labels\":{\"shelf\":\"" + shelf
                                + "\"},\"variants\":[{\"name\":\"strong\",\"options\":{\"styleWeight\":700}},"
                                + "{\"name\":\"faint\",\"options\":{\"styleWeight\":2}},"
                                + "{\"name\":\"none\",\"options\":{\"styleWeight\":0}}]}")
                .path("group")
                .asText();
    }

    void cancel(String id) {
        post(cancelling(id), "");
    }

    private static String cancelling(String id) {
        return "/v1/transfers/" + id + "/cancel";
    }

    /** Cancels all transfers that are on their way, whoever asked for them, so that the worker is free for the next test. */
    static void cancelAll(URI gateway) {
        Await.until("none is on its way", Duration.ofSeconds(60), () -> {
            JsonNode left = Http.get(gateway.resolve("/v1/transfers?limit=100&state=" + ON_THEIR_WAY))
                    .body()
                    .path("transfers");
            for (JsonNode each : left) {
                Http.post(gateway.resolve(cancelling(each.path("id").asText())), "application/json", new byte[0]);
            }
            return left.isEmpty();
        });
    }

    /** Waits until it is in this state. */
    void await(String id, String state) {
        Await.until(
                id + " is " + state,
                Duration.ofSeconds(60),
                () -> show(id).body().path("state").asText().equals(state));
    }

    Http.Answer show(String id) {
        return Http.get(gateway.resolve("/v1/transfers/" + id));
    }

    /** How many of the shelf there are, as the gateway sees it. */
    int count(String shelf) {
        return Http.get(gateway.resolve("/v1/transfers?limit=100&label=shelf:" + shelf))
                .body()
                .path("transfers")
                .size();
    }

    private String submit(String options, String shelf) {
        return post(
                        "/v1/transfers",
                        "{" + images + ",\"options\":" + options + ",\"labels\":{\"shelf\":\"" + shelf + "\"}}")
                .path("id")
                .asText();
    }

    private JsonNode post(String path, String body) {
        Http.Answer accepted =
                Http.post(gateway.resolve(path), "application/json", body.getBytes(StandardCharsets.UTF_8));
        assertThat(accepted.status()).as("%s: %s", path, accepted.body()).isBetween(200, 202);
        return accepted.body();
    }

    private String store(byte[] image) {
        return Http.post(gateway.resolve("/v1/images"), "image/png", image)
                .body()
                .path("id")
                .asText();
    }
}
