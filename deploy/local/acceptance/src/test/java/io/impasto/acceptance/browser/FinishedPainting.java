package io.impasto.acceptance.browser;

import java.net.URI;
import java.time.Duration;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;

import io.impasto.acceptance.Await;
import io.impasto.acceptance.Pictures;
import io.impasto.stack.client.GatewayClient;
import io.impasto.stack.client.Multipart;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** A painting that is done. */
record FinishedPainting(URI address, String id) {

    private static final Duration WHILE_IT_PAINTS = Duration.ofSeconds(60);

    /** One of 120 x 80. */
    static FinishedPainting small(URI address) {
        return painted(
                address,
                new Multipart()
                        .bytes("content", Pictures.content(240, 160))
                        .bytes("style", Pictures.style(90, 90, 7))
                        .json("options", "{\"size\": 120, \"evaluations\": 20, \"styleWeight\": 300}"));
    }

    /** One of so many pixels a side, after a single evaluation. */
    static FinishedPainting large(URI address, int width, int height) {
        return painted(
                address,
                new Multipart()
                        .bytes("content", Pictures.content(width, height))
                        .bytes("style", Pictures.style(90, 90, 7))
                        .json(
                                "options",
                                "{\"size\": %d, \"levels\": 1, \"evaluations\": 1, \"network\": \"vgg19-slim\"}"
                                        .formatted(width)));
    }

    private static FinishedPainting painted(URI address, Multipart parts) {
        FinishedPainting asked = new FinishedPainting(
                address, new GatewayClient(address).submit(parts).path("id").asText());
        asked.ended(asked.id);
        return asked;
    }

    GatewayClient gateway() {
        return new GatewayClient(address);
    }

    JsonNode transfer() {
        return gateway().transfer(id);
    }

    /** What files of it are called by. */
    String shortId() {
        return id.substring(0, 8);
    }

    /** The page that shows it, with all that its size decides. */
    Page shown(OpenPage open) {
        Page page = open.open(address.resolve("/#/transfers/" + id));
        page.locator("img.result").waitFor();
        assertThat(page.locator("#width")).isVisible();
        return page;
    }

    /** Another transfer there, once it is painted, too. */
    JsonNode ended(String other) {
        Await.until("it is painted", WHILE_IT_PAINTS, () -> gateway()
                .transfer(other)
                .has("finishedAt"));
        JsonNode transfer = gateway().transfer(other);
        assertThat(transfer.path("state").asText()).as("%s", transfer).isEqualTo("succeeded");
        return transfer;
    }
}
