package io.impasto.acceptance.browser;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import io.impasto.acceptance.Pictures;
import io.impasto.acceptance.RunningStack;
import io.impasto.acceptance.WithStack;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** What a person does on the page, with real transfers. */
@ExtendWith({WithStack.class, WithBrowser.class})
@Timeout(120)
class PaintingPageIT {

    private static final Locator.WaitForOptions WHILE_IT_PAINTS = new Locator.WaitForOptions().setTimeout(90_000);

    @Test
    void samplesBecomeAPaintingThatCanBeWatchedAndDownloaded(OpenPage open, RunningStack stack) throws IOException {
        Page page = open.open(stack.gateway());
        page.locator("picture-well#content")
                .getByRole(AriaRole.BUTTON, named("Canal in the evening sun"))
                .click();
        page.locator("picture-well#style .samples button").nth(1).click();
        page.getByLabel("256 px").check();
        open.screenshot("choosing");
        page.locator("#paint").click();

        Set<String> previews = previewsUntilFinished(page, open);
        assertThat(previews).as("the picture changes while it is painted").hasSizeGreaterThan(2);

        Locator result = page.locator("img.result");
        assertThat(result).hasJSProperty("complete", true);
        assertThat(result.evaluate("image => image.naturalWidth")).isEqualTo(256);
        assertThat(page.locator("loss-chart li")).hasCount(5);
        open.screenshot("finished");

        Download download = page.waitForDownload(
                () -> page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Download"))
                        .click());
        assertThat(download.suggestedFilename()).matches("impasto-[0-9a-f]{8}\\.png");
        try (InputStream file = download.createReadStream()) {
            BufferedImage painting = Pictures.read(file.readAllBytes());
            assertThat(painting.getWidth()).isEqualTo(256);
            assertThat(painting.getHeight()).isEqualTo(192);
        }
        assertThat(open.errors()).isEmpty();
    }

    @Test
    void aReloadInTheMiddleGoesOnWatching(OpenPage open, RunningStack stack) {
        Page page = open.open(stack.gateway());
        page.getByLabel("256 px").check();
        page.locator("#paint").click();
        page.locator("loss-chart li").first().waitFor(WHILE_IT_PAINTS);
        open.screenshot("painting");
        page.reload();
        assertThat(page).hasURL(Pattern.compile("#/transfers/[0-9a-f-]{36}$"));
        page.locator("watch-view loss-chart li").first().waitFor(WHILE_IT_PAINTS);
        page.locator("img.result").waitFor(WHILE_IT_PAINTS);
    }

    @Test
    void nothingOverflowsOnASmallPhone(OpenPage open, RunningStack stack) {
        open.page().setViewportSize(320, 640);
        Page page = open.open(stack.gateway());
        assertThat(page.locator("picture-well#content .well img")).isVisible();
        assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(320);
        open.screenshot("phone");
    }

    /** Every preview that was shown, until the finished painting stands beside the original. */
    private static Set<String> previewsUntilFinished(Page page, OpenPage open) {
        Locator painting = page.locator("img.painting, img.result");
        painting.waitFor(WHILE_IT_PAINTS);
        Set<String> previews = new LinkedHashSet<>();
        while (page.locator("img.result").count() == 0) {
            String source = painting.first().getAttribute("src");
            if (source.contains("/previews/") && previews.add(source) && previews.size() == 2) {
                open.screenshot("watching");
            }
            page.waitForCondition(
                    () -> !source.equals(painting.first().getAttribute("src")),
                    new Page.WaitForConditionOptions().setTimeout(60_000));
        }
        return previews;
    }

    private static Locator.GetByRoleOptions named(String name) {
        return new Locator.GetByRoleOptions().setName(name);
    }
}
