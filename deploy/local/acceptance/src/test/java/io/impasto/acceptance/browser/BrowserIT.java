package io.impasto.acceptance.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import io.impasto.acceptance.RunningStack;
import io.impasto.acceptance.WithStack;

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
}
