package io.impasto.acceptance.browser;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.options.ColorScheme;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import io.impasto.acceptance.RunningStack;
import io.impasto.acceptance.WithStack;
import io.impasto.stack.client.GatewayClient;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** What a person does to a painting on its way. */
@ExtendWith({WithStack.class, WithBrowser.class, LeavesTheWorkerFree.class})
@Timeout(120)
class SteeringPageIT {

    private static final Locator.WaitForOptions WHILE_IT_PAINTS = new Locator.WaitForOptions().setTimeout(60_000);

    private static final String ADDRESSES = "strip => strip.pictures.map(({ href }) => href)";

    /** The addresses of what is seen from a press of Play until it halts by itself. */
    private static final String PLAYED =
            """
            (strip) => new Promise((resolve) => {
              const picture = strip.getRootNode().querySelector('img.painting');
              const play = strip.renderRoot.querySelector('.play');
              const [begin, seen] = [play.textContent, [picture.getAttribute('src')]];
              new MutationObserver(() => seen.push(picture.getAttribute('src'))).observe(picture, { attributeFilter: ['src'] });
              new MutationObserver(() => { if (play.textContent === begin) resolve(seen); })
                .observe(play, { characterData: true, childList: true, subtree: true });
              play.click();
            })""";

    /** How much of the height of the chart is marked, dashed, where the first change of weights was. */
    private static final String MARKED =
            """
            (view) => {
              const { chart } = view;
              const { ctx, bbox } = chart;
              const ink = getComputedStyle(view).getPropertyValue('--muted').trim();
              const wanted = [1, 3, 5].map((i) => parseInt(ink.slice(i, i + 2), 16));
              const x = Math.round(chart.valToPos(view.changes[0].evaluation, 'x', true)) - 1;
              const { data } = ctx.getImageData(x, bbox.top, 3, bbox.height);
              let marked = 0;
              for (let y = 0; y < bbox.height; y += 1) {
                const near = (i) => wanted.every((value, channel) => Math.abs(value - data[i + channel]) < 40) && data[i + 3] > 100;
                if ([0, 1, 2].some((column) => near(4 * (3 * y + column)))) marked += 1;
              }
              return marked / bbox.height;
            }""";

    @Test
    void whatIsSteeredTakesEffectIsMarkedAndIsKeptWhenItIsTriedAgain(OpenPage open, RunningStack stack) {
        Page page = painting(open, stack, Map.of("seed", 5));
        Locator strength = page.locator("steer-panel input[name=styleWeight]");
        strength.focus();
        strength.press("ArrowRight");
        assertThat(page.locator("steer-panel p[role=status]")).containsText("In effect since evaluation");
        assertThat(changes(page)).isEqualTo(1);
        assertThat(page.locator("loss-chart p").last()).containsText("weights were changed");
        isMarked(page);
        page.emulateMedia(new EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        isMarked(page);
        open.screenshot("steered");
        assertThat(open.barriers()).isEmpty();

        page.locator("steer-panel").getByLabel("The photo’s").check();
        page.waitForCondition(() -> changes(page) == 2);
        Locator scale = page.locator("steer-panel input[name=styleScale]");
        scale.press("Home");
        page.waitForCondition(() -> changes(page) == 3);
        assertThat(scale).hasAttribute("aria-valuetext", "×\u00a00.25");
        page.evaluate(
                """
                () => fetch(`/v1/transfers/${location.hash.slice(12)}/options`, {
                  method: 'PATCH', headers: { 'Content-Type': 'application/json' }, body: '{"intensity":40,"tvWeight":1e-8}',
                })""");
        assertThat(page.locator("steer-panel input[name=intensity]")).hasValue("40");
        stop(page);
        String before = page.url();
        page.locator(".again").click();
        page.waitForCondition(() -> !page.url().equals(before));
        JsonNode again = new GatewayClient(stack.gateway()).transfer(page.url().replaceAll(".*/", ""));
        assertThat(again.at("/requestedOptions/intensity").asInt()).isEqualTo(40);
        assertThat(again.at("/requestedOptions/color").asText()).isEqualTo("content");
        assertThat(again.at("/requestedOptions/tvWeight").asDouble()).isEqualTo(1e-8);
        assertThat(again.at("/requestedOptions/size").asInt()).isEqualTo(256);
        assertThat(again.at("/requestedOptions/styleScale").asDouble()).isEqualTo(0.25);
        assertThat(again.at("/requestedOptions/seed").asInt())
                .as("as it was asked for")
                .isEqualTo(5);
        stop(page);
    }

    private static void isMarked(Page page) {
        page.waitForCondition(() -> (double) page.locator("loss-chart").evaluate(MARKED) > 0.3);
    }

    private static int changes(Page page) {
        return (int) page.locator("loss-chart").evaluate("chart => chart.changes.length");
    }

    @Test
    void oneTabPausesAndTheOtherGoesOn(OpenPage open, RunningStack stack) {
        Page page = painting(open, stack);
        Page other = page.context().newPage();
        other.navigate(page.url());
        page.locator("control-bar .pause").click();
        other.locator("control-bar .resume").waitFor(WHILE_IT_PAINTS);
        other.locator("control-bar .resume").click();
        page.locator("control-bar .pause").waitFor(WHILE_IT_PAINTS);
        stop(page);
        other.locator(".again").waitFor(WHILE_IT_PAINTS);
        assertThat(open.errors()).isEmpty();
    }

    @Test
    void stoppingCanBeUndone(OpenPage open, RunningStack stack) {
        Page page = painting(open, stack);
        Locator heard = page.locator("body > [role=status]");
        page.locator("control-bar .cancel").click();
        assertThat(heard).hasText("Stops in 5 s");
        assertThat(page.locator("control-bar .undo")).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.locator("control-bar .pause")).isVisible();
        assertThat(heard).hasText("Not stopped");
        assertThat(page.locator("control-bar .cancel")).isFocused();
        stop(page);
    }

    @Test
    void anEarlierPictureIsLookedAtAndGoneOnFrom(OpenPage open, RunningStack stack) {
        Page page = painting(open, stack);
        List<?> pictures = (List<?>) page.locator("film-strip").evaluate(ADDRESSES);
        assertThat(pictures).hasSizeGreaterThan(1);
        Locator scrub = page.locator("film-strip input");
        Locator picture = page.locator("img.painting");
        scrub.focus();
        scrub.press("ArrowLeft");
        scrub.press("Home");
        assertThat(picture).hasAttribute("alt", Pattern.compile("As of evaluation \\d+"));
        assertThat(picture).hasAttribute("src", pictures.get(0).toString());
        scrub.press("ArrowRight");
        assertThat(picture).hasAttribute("src", pictures.get(1).toString());
        page.locator("film-strip li button").first().click();
        assertThat(picture).hasAttribute("src", pictures.get(0).toString());
        open.screenshot("strip");

        List<?> played = (List<?>) page.locator("film-strip").evaluate(PLAYED);
        assertThat(played).hasSizeGreaterThanOrEqualTo(pictures.size());
        assertThat(page.locator("film-strip").evaluate(ADDRESSES))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .as("played from the first to the newest")
                .startsWith(played.toArray());
        page.locator("film-strip .live").click();
        assertThat(picture).hasAttribute("alt", "The painting, as far as it is");
        scrub.focus();
        scrub.press("Home");
        assertThat(picture).hasAttribute("src", pictures.get(0).toString());
        String before = page.url();
        page.locator(".go-on-from").click();
        page.waitForCondition(() -> !page.url().equals(before));
        page.locator("loss-chart li").first().waitFor(WHILE_IT_PAINTS);
        stop(page);
        assertThat(open.errors()).isEmpty();
    }

    /** A painting that has begun, with pictures on its strip, and that lasts longer than a test. */
    static Page painting(OpenPage open, RunningStack stack) {
        return painting(open, stack, Map.of());
    }

    /** @param others of its options */
    static Page painting(OpenPage open, RunningStack stack, Map<String, ?> others) {
        Page page = open.open(stack.gateway());
        page.evaluate(
                """
                async (others) => {
                  const json = async (url, request) => (await fetch(url, request)).json();
                  const { content, style } = await json('/samples/samples.json');
                  const stored = async ({ file }) => {
                    const body = await (await fetch(`/samples/${file}`)).blob();
                    return (await json('/v1/images', { method: 'POST', headers: { 'Content-Type': body.type }, body })).id;
                  };
                  const request = {
                    content: await stored(content[0]), styles: [await stored(style[0])],
                    options: { size: 256, evaluations: 5000, styleScale: 1.5, ...others },
                  };
                  const { id } = await json('/v1/transfers', {
                    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(request),
                  });
                  location.hash = `#/transfers/${id}`;
                }""",
                others);
        page.locator("film-strip").waitFor(WHILE_IT_PAINTS);
        page.locator("steer-panel").waitFor(WHILE_IT_PAINTS);
        return page;
    }

    /** By what the page has for it. */
    static void stop(Page page) {
        page.locator("control-bar .cancel").click();
        page.locator("control-bar .now").click();
        page.locator(".again").waitFor(WHILE_IT_PAINTS);
    }
}
