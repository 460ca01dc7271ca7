package io.impasto.acceptance.browser;

import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import io.impasto.acceptance.Await;
import io.impasto.acceptance.Http;
import io.impasto.acceptance.WithStack;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** What a person sees of a painting that is done, and how they go on from it. */
@ExtendWith({WithStack.class, WithBrowser.class, WithFinishedPainting.class})
@Timeout(120)
class FinishingPageIT {

    @Test
    void theLineBetweenBeforeAndAfterIsMovedByKeysAndByPointer(OpenPage open, FinishedPainting painting) {
        Page page = painting.shown(open);
        Locator handle = page.getByRole(AriaRole.SLIDER, named("Compare with the original"));
        handle.focus();
        page.keyboard().press("Home");
        assertThat(handle).hasAttribute("aria-valuetext", "The painting alone");
        page.keyboard().press("PageUp");
        page.keyboard().press("ArrowRight");
        assertThat(handle).hasAttribute("aria-valuenow", "12");
        assertThat(handle).hasAttribute("aria-valuetext", "12 % original, 88 % painting");
        page.keyboard().press("End");
        assertThat(handle).hasAttribute("aria-valuetext", "The original alone");

        page.locator(".frame").click();
        assertThat(handle).hasAttribute("aria-valuenow", "50");
        assertThat(page.locator(".before")
                        .evaluate("it => getComputedStyle(it).clipPath")
                        .toString())
                .startsWith("inset(0px 50");
        assertThat(open.errors()).isEmpty();
    }

    @Test
    void atFullSizeOnePixelOfThePaintingIsOneOfTheScreen(OpenPage open, FinishedPainting painting) {
        Page page = painting.shown(open);
        page.getByRole(AriaRole.BUTTON, named("100 %")).click();
        assertThat(page.locator(".frame").evaluate("it => it.getBoundingClientRect().width"))
                .isEqualTo(120);
        page.getByRole(AriaRole.BUTTON, named("Fit")).click();
        assertThat((Double) page.locator(".frame").evaluate("it => it.getBoundingClientRect().width + 0.5"))
                .isGreaterThan(400);
    }

    @Test
    void itTellsHowWellItCameOutAndShutsNobodyOut(OpenPage open, FinishedPainting painting) {
        Page page = painting.shown(open);
        assertThat(page.locator("aside")).containsText(Pattern.compile("(The|Most of the|Some of the) style .*\\d+ %"));
        assertThat(page.locator("aside")).containsText(Pattern.compile("The photograph .*\\d+ % similar"));
        assertThat(page.getByRole(AriaRole.LINK, named("Losses as CSV"))).isVisible();
        assertThat(open.errors()).isEmpty();
        assertThat(open.barriers()).isEmpty();
        open.screenshot("finishing");
        page.setViewportSize(320, 640);
        page.waitForFunction("document.documentElement.scrollWidth === 320");
        open.screenshot("finishing-phone");
    }

    @Test
    void itGoesOnTwiceAsLargeFromThePainting(OpenPage open, FinishedPainting painting) {
        Page page = painting.shown(open);
        assertThat(page.locator("#larger")).containsText("240 × 160");
        page.locator("#larger").click();
        page.waitForCondition(
                () -> page.url().contains("#/transfers/") && !page.url().endsWith(painting.id()));
        JsonNode larger = painting.ended(page.url().substring(page.url().lastIndexOf('/') + 1));
        assertThat(larger.path("continues").asText()).isEqualTo(painting.id());
        assertThat(larger.at("/options/start").asText()).isEqualTo("image");
        assertThat(larger.at("/requestedOptions/evaluations").asInt())
                .as("as many as were asked for")
                .isEqualTo(20);
        assertThat(larger.at("/result/width").asInt()).isEqualTo(240);
        assertThat(larger.at("/result/height").asInt()).isEqualTo(160);
        assertThat(painting.gateway()
                        .bytes("/v1/images/" + larger.at("/options/startImage").asText() + "/content"))
                .as("starts from the painting")
                .isEqualTo(painting.gateway().bytes("/v1/transfers/" + painting.id() + "/result"));
    }

    @Test
    void anotherStyleKeepsThePhotographAndLeavesTheStyleOpen(OpenPage open, FinishedPainting painting) {
        Page page = painting.shown(open);
        page.getByRole(AriaRole.BUTTON, named("Again with another style")).click();
        assertThat(page).hasURL(Pattern.compile("#/$"));
        String content = painting.transfer().path("content").asText();
        assertThat(page.locator("img[src='/v1/images/" + content + "/content']"))
                .isVisible();
        assertThat(page.locator("#paint")).isDisabled();
    }

    @Test
    void changesStartFromThePicturesAndOptionsOfThePainting(OpenPage open, FinishedPainting painting) {
        Page page = painting.shown(open);
        page.getByRole(AriaRole.BUTTON, named("Again with changes")).click();
        assertThat(page).hasURL(Pattern.compile("#/$"));
        Response response = page.waitForResponse(
                answer ->
                        answer.request().method().equals("POST") && answer.url().endsWith("/v1/transfers"),
                () -> page.locator("#paint").click());
        assertThat(response.status()).isEqualTo(202);
        JsonNode first = painting.transfer();
        JsonNode again =
                painting.gateway().transfer(response.headerValue("location").replaceAll(".*/", ""));
        assertThat(again.path("content")).isEqualTo(first.path("content"));
        assertThat(again.path("styles")).isEqualTo(first.path("styles"));
        assertThat(again.at("/options/size").asInt()).isEqualTo(120);
        assertThat(again.at("/options/styleWeight").asDouble()).isEqualTo(300);
        painting.ended(again.path("id").asText());
    }

    @Test
    void whatIsDeletedCanBeKeptForAMomentAndIsGoneThen(OpenPage open, FinishedPainting painting) {
        FinishedPainting other = FinishedPainting.small(painting.address());
        Page page = other.shown(open);
        page.getByRole(AriaRole.BUTTON, named("Delete this painting")).click();
        assertThat(page.locator("go-on")).containsText("Will be deleted in a moment.");
        page.getByRole(AriaRole.BUTTON, named("Undo")).click();
        assertThat(page.getByRole(AriaRole.BUTTON, named("Delete this painting")))
                .isFocused();
        assertThat(other.transfer().path("state").asText()).isEqualTo("succeeded");

        page.getByRole(AriaRole.BUTTON, named("Delete this painting")).click();
        page.waitForURL(Pattern.compile("#/paintings$"));
        URI gone = other.address().resolve("/v1/transfers/" + other.id());
        Await.until(
                "it is removed", Duration.ofSeconds(60), () -> Http.get(gone).status() >= 404);
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }
}
