package io.impasto.acceptance.browser;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import io.impasto.acceptance.RunningStack;
import io.impasto.acceptance.WithStack;
import io.impasto.stack.Installation;
import io.impasto.stack.Service;
import io.impasto.stack.keys.Keys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** The page of a gateway that asks for API keys. */
@ExtendWith({WithStack.class, WithBrowser.class})
@Timeout(180)
class AccessPageIT {

    private static final Locator.WaitForOptions WHILE_IT_PAINTS = new Locator.WaitForOptions().setTimeout(90_000);

    private static final String ENDED = "You are no longer signed in";

    private static final IsVisibleOptions SOON = new IsVisibleOptions().setTimeout(90_000);

    @TempDir
    Path folder;

    @Test
    void whoHasAKeySignsInPaintsAndGoesOnWithAnotherWhenItIsRevoked(OpenPage open, RunningStack stack) {
        String key = keys("create", "--tenant", "studio", "--name", "page");
        try (Service gateway = gateway(stack)) {
            Page page = open.open(gateway.url());
            Locator field = page.getByLabel("API key or token");
            field.fill(key.substring(0, 75) + "x");
            field.press("Enter");
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("This key is not known here");
            open.screenshot("sign-in");
            assertThat(open.barriers()).isEmpty();
            signIn(field, key);

            page.getByLabel("256 px").check();
            keys("revoke", "--tenant", "studio", "--name", "page");
            page.locator("#paint").click();
            assertThat(page.getByRole(AriaRole.ALERT)).containsText(ENDED);
            signIn(field, keys("create", "--tenant", "studio", "--name", "second"));
            assertThat(page.getByLabel("256 px")).isChecked();
            assertThat(page.getByRole(AriaRole.ALERT)).hasCount(0);

            page.locator("#paint").click();
            page.locator("img.painting").waitFor();
            page.locator("loss-chart").waitFor(WHILE_IT_PAINTS);
            keys("revoke", "--tenant", "studio", "--name", "second");
            assertThat(page.getByRole(AriaRole.ALERT).getByText(ENDED)).isVisible(SOON);
            assertThat(open.barriers()).isEmpty();
            open.screenshot("signed-out");
            signIn(field, keys("create", "--tenant", "studio", "--name", "third"));
            assertThat(page.getByText("Finished")).isVisible(SOON);
            assertThat(page.context().cookies())
                    .as("no script can read the cookie")
                    .allMatch(cookie -> cookie.httpOnly);

            keys("revoke", "--tenant", "studio", "--name", "third");
            page.reload();
            assertThat(field).isVisible(SOON);
            page.evaluate("localStorage.setItem('language', 'de')");
            page.reload();
            assertThat(page.getByLabel("API-Schlüssel oder Token")).isVisible();
            assertThat(open.notGerman()).isEmpty();
        }
    }

    private static void signIn(Locator field, String key) {
        field.fill(key);
        field.press("Enter");
    }

    private Service gateway(RunningStack stack) {
        return Service.start(
                "gateway-with-keys",
                Installation.current().service("gateway-service"),
                folder,
                Map.of(
                        "IMPASTO_KAFKA_BOOTSTRAP_SERVERS", stack.bootstrapServers(),
                        "IMPASTO_STORAGE_URL", stack.storage().toString(),
                        "IMPASTO_ACCESS_KEYS_FILE", file(),
                        "IMPASTO_ACCESS_KEYS_REFRESH", "0.05S",
                        "IMPASTO_LIVE_HEARTBEAT", "0.2S"));
    }

    private String keys(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--file", file()));
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        assertThat(Keys.run(new PrintStream(printed, true), System.err, Map.of(), all.toArray(String[]::new)))
                .isZero();
        return printed.toString(StandardCharsets.UTF_8).strip();
    }

    private String file() {
        return folder.resolve("keys").toString();
    }
}
