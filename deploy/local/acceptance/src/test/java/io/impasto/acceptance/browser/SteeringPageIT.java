package io.impasto.acceptance.browser;

import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import io.impasto.acceptance.RunningStack;
import io.impasto.acceptance.WithStack;
import io.impasto.stack.client.GatewayClient;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** What a person does to a painting on its way. */
@ExtendWith({WithStack.class, WithBrowser.class})
@Timeout(120)
class SteeringPageIT {

    private static final Locator.WaitForOptions WHILE_IT_PAINTS = new Locator.WaitForOptions().setTimeout(60_000);

    @Test
    void whatIsSteeredTakesEffectIsMarkedAndIsKeptWhenItIsTriedAgain(OpenPage open, RunningStack stack) {
        Page page = painting(open, stack);
        Locator strength = page.locator("steer-panel input[name=styleWeight]");
        strength.focus();
        strength.press("ArrowRight");
        assertThat(page.locator("steer-panel p[role=status]")).containsText("In effect since evaluation");
        assertThat(changes(page)).isEqualTo(1);
        assertThat(page.locator("loss-chart p").last()).containsText("weights were changed");
        assertThat(open.barriers()).isEmpty();

        page.locator("steer-panel").getByLabel("The photo’s").check();
        page.waitForCondition(() -> changes(page) == 2);
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
        assertThat(again.at("/requestedOptions/styleScale").asDouble())
                .as("as it was asked for")
                .isEqualTo(1.5);
        stop(page);
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
        Locator scrub = page.locator("film-strip input");
        scrub.focus();
        scrub.press("Home");
        assertThat(page.locator("img.painting")).hasAttribute("alt", Pattern.compile("As of evaluation \\d+"));
        String before = page.url();
        page.locator(".go-on-from").click();
        page.waitForCondition(() -> !page.url().equals(before));
        page.locator("loss-chart li").first().waitFor(WHILE_IT_PAINTS);
        stop(page);
        assertThat(open.errors()).isEmpty();
    }

    /** A painting that has begun, with pictures on its strip, and that lasts longer than a test. */
    static Page painting(OpenPage open, RunningStack stack) {
        Page page = open.open(stack.gateway());
        page.evaluate(
                """
                async () => {
                  const json = async (url, request) => (await fetch(url, request)).json();
                  const { content, style } = await json('/samples/samples.json');
                  const stored = async ({ file }) => {
                    const body = await (await fetch(`/samples/${file}`)).blob();
                    return (await json('/v1/images', { method: 'POST', headers: { 'Content-Type': body.type }, body })).id;
                  };
                  const request = {
                    content: await stored(content[0]), styles: [await stored(style[0])],
                    options: { size: 256, evaluations: 5000, styleScale: 1.5 },
                  };
                  const { id } = await json('/v1/transfers', {
                    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(request),
                  });
                  location.hash = `#/transfers/${id}`;
                }""");
        page.locator("film-strip").waitFor(WHILE_IT_PAINTS);
        page.locator("steer-panel").waitFor(WHILE_IT_PAINTS);
        return page;
    }

    /** So that the worker is free for the next test. */
    static void stop(Page page) {
        page.locator("control-bar .cancel").click();
        page.locator("control-bar .now").click();
        page.locator(".again").waitFor(WHILE_IT_PAINTS);
    }
}
