package io.impasto.acceptance.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import io.impasto.acceptance.RunningStack;
import io.impasto.acceptance.WithStack;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith({WithStack.class, WithBrowser.class})
@Timeout(120)
class BrowserIT {

    @Test
    void thePageLoadsWithoutErrors(OpenPage open, RunningStack stack) {
        Page page = open.open(stack.gateway());
        page.waitForLoadState(LoadState.NETWORKIDLE);
        open.screenshot("page");
        assertThat(page.title()).containsIgnoringCase("impasto");
        assertThat(open.errors()).isEmpty();
    }

    @Test
    void whoReadsTheOtherLanguageSwitchesAndStaysWithIt(OpenPage open, RunningStack stack) {
        Page page = open.open(stack.gateway());
        page.locator("#paint").waitFor();
        page.locator("#language").click();
        assertThat(page.locator("html")).hasAttribute("lang", "de");
        assertThat(page.locator("#language")).hasText("English");
        page.reload();
        assertThat(page.locator("#language")).hasText("English");
        assertThat(open.errors()).isEmpty();
    }
}
