package io.impasto.acceptance.browser;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import io.impasto.acceptance.RunningStack;
import io.impasto.acceptance.WithStack;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** The views as others see them: in German and in the dark, on the smallest and on large screens, with less motion. */
@ExtendWith({WithStack.class, WithBrowser.class, LeavesTheWorkerFree.class})
@Timeout(120)
class AppearancesPageIT {

    private static final Locator.WaitForOptions WHILE_IT_PAINTS = new Locator.WaitForOptions().setTimeout(60_000);

    private static final HasCountOptions ALL_PAINTED = new HasCountOptions().setTimeout(60_000);

    /** Notes in {@code moving}, frame by frame, what is animated on the page; that a colour changes softly is no motion. */
    private static final String MOTION_RECORDER =
            """
            (() => {
              window.moving = [];
              const roots = (root) => [root, ...[...root.querySelectorAll('*')].filter((it) => it.shadowRoot).flatMap((it) => roots(it.shadowRoot))];
              (function look() {
                requestAnimationFrame(look);
                for (const animation of roots(document).flatMap((root) => root.getAnimations())) {
                  if (animation.transitionProperty?.includes('color')) continue;
                  const { target } = animation.effect;
                  moving.push(`${animation.transitionProperty ?? animation.animationName ?? 'script'} of ${target.localName}.${target.className}`);
                }
              })();
            })();""";

    /** The page's policy complains of the style of what looks for barriers. */
    private static final Predicate<String> BY_AXE = error -> error.startsWith("Applying inline style");

    private SmallTransfers transfers;

    @BeforeEach
    void begin(RunningStack stack) {
        transfers = new SmallTransfers(stack.gateway());
    }

    @Test
    void whatIsChosenAndWhatIsPaintedIsSaidInGermanAndReadInTheDark(OpenPage open, RunningStack stack) {
        Page page = germanInTheDark(open, stack);
        String group = transfers.sheet("german");
        String painted = transfers.quick("german");
        assertThat(page.locator("picture-well#style .well img")).isVisible();
        page.getByText("Weiteren Stil hinzufügen").click();
        page.locator("picture-well#style .samples button").nth(1).click();
        page.getByText("Weitere Optionen").click();
        assertThat(page.locator("forecast-line")).containsText("etwa");
        isGerman(open, "choosing");
        isLargeOnALargeScreen(open, page.locator("choose-view"), "choosing");
        page.getByText("Malen, wohin er kommt").click();
        page.locator("mask-dialog button[data-place=left]").click();
        isGerman(open, "masks");
        page.keyboard().press("Escape");
        page.locator("picture-well#content #edit").click();
        page.locator("crop-dialog [role=status]").waitFor();
        isGerman(open, "crop");
        page.keyboard().press("Escape");

        transfers.await(painted, "succeeded");
        goTo(page, "/sheets/" + group);
        page.locator("variant-tile button").first().click();
        isGerman(open, "sheet");

        goTo(page, "/transfers/" + painted);
        page.locator("img.result").waitFor(WHILE_IT_PAINTS);
        assertThat(page.locator("finished-view aside")).containsText(Pattern.compile("Der Stil .* %"));
        isGerman(open, "finished");
        isLargeOnALargeScreen(open, page.locator("compare-slider"), "finished");
        page.getByText("Alle Angaben").click();
        page.locator("manifest-dialog h2").waitFor();
        isGerman(open, "manifest");
        page.keyboard().press("Escape");
        page.getByText("Als Anfrage").click();
        page.locator("request-dialog h2").waitFor();
        isGerman(open, "request");
        page.keyboard().press("Escape");
        goTo(page, "/paintings");
        page.locator("wall-tile input").first().check();
        isGerman(open, "gallery");
        assertThat(open.errors()).allMatch(BY_AXE);
    }

    @Test
    void whatIsOnItsWayOrCameToNothingIsSaidInGermanAndReadInTheDark(OpenPage open, RunningStack stack) {
        Page page = germanInTheDark(open, stack);
        String slow = transfers.slow("german");
        String waiting = transfers.slow("german");
        goTo(page, "/transfers/" + waiting);
        assertThat(page.locator("watch-view")).containsText("in der Warteschlange");
        isGerman(open, "queued");
        transfers.cancel(waiting);
        assertThat(page.locator("watch-view h2")).hasText("Abgebrochen");
        isGerman(open, "cancelled");
        goTo(page, "/transfers/" + slow);
        page.locator("film-strip").waitFor(WHILE_IT_PAINTS);
        page.locator("steer-panel").waitFor(WHILE_IT_PAINTS);
        page.locator("loss-chart li").first().waitFor(WHILE_IT_PAINTS);
        isGerman(open, "painting");
        transfers.cancel(slow);

        String failed = transfers.failing("german");
        goTo(page, "/transfers/" + failed);
        assertThat(page.locator("watch-view h2")).hasText("Das konnte nicht gemalt werden");
        assertThat(page.locator("watch-view .problem")).containsText("Das gewünschte Netz hat der Maler nicht");
        isGerman(open, "failed");
        assertThat(open.errors()).allMatch(BY_AXE);
        goTo(page, "/transfers/0b6f7a52-6d1c-4a53-9d5e-3e0d7a1f4c99");
        assertThat(page.locator("painting-view")).containsText("Dieses Gemälde gibt es nicht");
        isGerman(open, "unknown");
    }

    private static Page germanInTheDark(OpenPage open, RunningStack stack) {
        Page page = open.page();
        page.addInitScript("localStorage.setItem('language', 'de')");
        page.emulateMedia(new EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        return open.open(stack.gateway());
    }

    @Test
    void whoWantsLessMotionSeesPicturesChangeAtOnce(OpenPage open, RunningStack stack) {
        Page page = open.page();
        page.addInitScript(MOTION_RECORDER);
        page.emulateMedia(new EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
        String slow = transfers.slow("still");
        open.open(stack.gateway().resolve("/#/transfers/" + slow));
        Locator strip = page.locator("film-strip");
        strip.waitFor(WHILE_IT_PAINTS);
        Locator picture = page.locator("img.painting");
        String first = picture.getAttribute("src");
        page.waitForCondition(() -> !first.equals(picture.getAttribute("src")));
        strip.locator(".play").click();
        assertThat(picture).hasAttribute("alt", Pattern.compile("As of evaluation \\d+"));
        strip.locator(".live").click();

        goTo(page, "/paintings");
        page.locator("wall-tile").first().hover();
        page.locator("wall-tile patient-picture").first().locator("img").first().waitFor();
        transfers.cancel(slow);
        goTo(page, "/sheets/" + transfers.sheet("still"));
        page.locator("variant-tile").first().hover();
        assertThat(page.locator("variant-tile patient-picture.painting")).hasCount(3, ALL_PAINTED);
        goTo(page, "/");
        page.locator("picture-well#style .samples button").nth(1).hover();
        assertThat(page.locator("picture-well#style .well img")).isVisible();
        assertThat((List<?>) page.evaluate("moving")).isEmpty();
        assertThat(open.errors()).isEmpty();
    }

    /** In German, without a barrier in the dark, and within the width of the smallest phones. */
    private static void isGerman(OpenPage open, String view) {
        assertThat(open.notGerman()).as("not German: %s", view).isEmpty();
        open.screenshot("german-" + view);
        assertThat(open.barriers()).as("barriers in the dark: %s", view).isEmpty();
        open.page().setViewportSize(320, 640);
        open.page().waitForCondition(() -> open.page()
                .evaluate("document.documentElement.scrollWidth")
                .equals(320));
        open.page().setViewportSize(1280, 900);
    }

    /** On 4K nothing has to be scrolled sideways, and what counts takes at least half of the width. */
    private static void isLargeOnALargeScreen(OpenPage open, Locator view, String name) {
        open.page().setViewportSize(3840, 2160);
        open.page().waitForCondition(() -> view.boundingBox().width > 3840 / 2.0);
        assertThat(open.page().evaluate("document.documentElement.scrollWidth")).isEqualTo(3840);
        open.screenshot("large-" + name);
        open.page().setViewportSize(1280, 900);
    }

    /** Another view of the page that is open. */
    private static void goTo(Page page, String view) {
        page.evaluate("view => { location.hash = '#' + view; }", view);
    }
}
