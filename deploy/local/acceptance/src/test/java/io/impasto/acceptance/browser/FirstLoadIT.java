package io.impasto.acceptance.browser;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import io.impasto.acceptance.RunningStack;
import io.impasto.acceptance.WithStack;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** What a first visit costs, as the browser counts it: headers included, nothing cached. */
@ExtendWith({WithStack.class, WithBrowser.class})
@Timeout(120)
class FirstLoadIT {

    private static final int BYTES = 150_000;
    private static final int PICTURE_BYTES = 450_000;
    private static final int REQUESTS = 45;
    private static final int MILLIS_TO_INTERACTIVE = 3000;

    @Test
    void isSmallAndUsableAtOnce(OpenPage open, RunningStack stack) {
        Page page = open.page();
        Map<String, Double> sizes = sizes(page);

        open.open(stack.gateway());
        assertThat(page.locator("#paint")).isEnabled();
        double interactive = ((Number) page.evaluate("performance.now()")).doubleValue();
        page.waitForLoadState(LoadState.NETWORKIDLE);

        // The two samples that are shown large come last, and are what a visitor's own pictures are later.
        double pictures = sum(sizes, true);
        assertThat(sum(sizes, false)).as("bytes of %s", sizes).isLessThanOrEqualTo(BYTES);
        assertThat(pictures).as("bytes of the two samples").isLessThanOrEqualTo(PICTURE_BYTES);
        assertThat(sizes).hasSizeLessThanOrEqualTo(REQUESTS);
        assertThat(interactive).as("milliseconds until one can paint").isLessThan(MILLIS_TO_INTERACTIVE);
        assertThat(sizes.keySet()).as("all from the gateway").allSatisfy(url -> assertThat(
                        URI.create(url).getAuthority())
                .isEqualTo(stack.gateway().getAuthority()));
    }

    private static double sum(Map<String, Double> sizes, boolean pictures) {
        return sizes.entrySet().stream()
                .filter(each -> each.getKey().matches(".*/samples/[^/]+\\.jpg") == pictures)
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /** Bytes on the wire by address, filled as they arrive. */
    private static Map<String, Double> sizes(Page page) {
        Map<String, String> addresses = new HashMap<>();
        Map<String, Double> sizes = new ConcurrentHashMap<>();
        CDPSession devTools = page.context().newCDPSession(page);
        devTools.send("Network.enable");
        devTools.on("Network.responseReceived", event -> addresses.put(id(event), address(event)));
        devTools.on("Network.loadingFinished", event -> {
            String address = addresses.get(id(event));
            if (address != null && address.startsWith("http")) {
                sizes.merge(address, event.get("encodedDataLength").getAsDouble(), Double::sum);
            }
        });
        return sizes;
    }

    private static String id(JsonObject event) {
        return event.get("requestId").getAsString();
    }

    private static String address(JsonObject event) {
        return event.getAsJsonObject("response").get("url").getAsString();
    }
}
