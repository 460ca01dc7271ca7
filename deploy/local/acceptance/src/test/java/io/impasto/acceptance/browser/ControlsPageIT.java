package io.impasto.acceptance.browser;

import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import io.impasto.acceptance.RunningStack;
import io.impasto.acceptance.WithStack;
import io.impasto.stack.client.GatewayClient;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** How a painting is to look: what is said of it before, on the way, and of the finished one. */
@ExtendWith({WithStack.class, WithBrowser.class})
@Timeout(120)
class ControlsPageIT {

    private static final Pattern PAINTING = Pattern.compile("#/transfers/[0-9a-f-]{36}$");
    private static final Locator.WaitForOptions WHILE_IT_PAINTS = new Locator.WaitForOptions().setTimeout(60_000);

    @Test
    void aLookIsChosenSteeredToldAndChosenAgain(OpenPage open, RunningStack stack) {
        Page page = begun(open, stack);
        page.getByLabel("Own size").fill("160");
        page.getByLabel("Own size").press("Enter");
        page.getByLabel("Intensity").fill("70");
        page.getByLabel("Stroke size").fill("1");
        page.getByLabel("The photo’s").check();
        assertThat(page.getByLabel("Intensity")).hasAttribute("aria-valuetext", "70, Clearly painted");
        open.screenshot("controls");
        page.locator("#paint").click();
        page.waitForURL(PAINTING);
        page.locator("steer-panel").waitFor(WHILE_IT_PAINTS);
        String id = page.url().replaceAll(".*/", "");
        JsonNode asked = new GatewayClient(stack.gateway()).transfer(id).path("requestedOptions");
        assertThat(asked.path("intensity").asInt()).isEqualTo(70);
        assertThat(asked.path("styleScale").asInt()).isEqualTo(2);
        assertThat(asked.path("color").asText()).isEqualTo("content");
        assertThat(asked.has("styleWeight")).isFalse();

        assertThat(page.locator("steer-panel input[name=styleWeight]")).hasCount(0);
        page.locator("steer-panel input[name=intensity]").fill("90");
        assertThat(page.locator("steer-panel p[role=status]")).containsText("In effect since evaluation");

        page.locator("img.result").waitFor(WHILE_IT_PAINTS);
        assertThat(page.locator(".look")).hasText("Intensity 90 · strokes × 2 · the photo’s colours");
        page.getByRole(AriaRole.BUTTON, named("Again with changes")).click();
        assertThat(page.getByLabel("Intensity")).hasValue("90");
        assertThat(page.getByLabel("Stroke size")).hasValue("1");
        assertThat(page.getByLabel("The photo’s")).isChecked();
        assertThat(open.errors()).isEmpty();
        assertThat(open.barriers()).isEmpty();
    }

    @Test
    void aStyleWeightTakesTheIntensitysPlaceWhereItIsWanted(OpenPage open, RunningStack stack) {
        Page page = begun(open, stack);
        page.getByRole(AriaRole.BUTTON, named("More options")).click();
        page.getByLabel("Strength as").selectOption("styleWeight");
        assertThat(page.getByLabel("Intensity", exactly())).hasCount(0);
        page.getByLabel("Bold").check();
        assertThat(page.locator("#fineHint")).containsText("Style weight 1000");
        page.getByLabel("Method").selectOption("report");
        assertThat(page.getByLabel("Strength as")).hasCount(0);
        assertThat(page.getByLabel("Bold")).isChecked();
        page.getByRole(AriaRole.BUTTON, named("Reset the options")).click();
        assertThat(page.getByLabel("Intensity", exactly())).hasValue("100");
        assertThat(open.errors()).isEmpty();
    }

    private static Page begun(OpenPage open, RunningStack stack) {
        Page page = open.open(stack.gateway());
        assertThat(page.locator("picture-well#style .well img")).isVisible();
        return page;
    }

    private static Page.GetByLabelOptions exactly() {
        return new Page.GetByLabelOptions().setExact(true);
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }
}
