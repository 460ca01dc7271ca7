package io.impasto.acceptance.browser;

import java.awt.image.BufferedImage;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import io.impasto.acceptance.Pictures;
import io.impasto.acceptance.RunningStack;
import io.impasto.acceptance.WithStack;
import io.impasto.stack.client.GatewayClient;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** How a painting is to look: what is said of it before, on the way, and of the finished one. */
@ExtendWith({WithStack.class, WithBrowser.class, LeavesTheWorkerFree.class})
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
        page.locator("steer-panel input[name=tvWeight]").fill("-8");
        assertThat(page.locator("steer-panel p[role=status]")).containsText("In effect since evaluation");

        page.locator("img.result").waitFor(WHILE_IT_PAINTS);
        assertThat(page.locator("finished-view loss-chart")).containsText("weights were changed");
        assertThat(page.locator(".look")).hasText("Intensity 90 · strokes × 2 · the photo’s colours");
        page.locator("#larger").click();
        page.waitForURL(url -> PAINTING.matcher(url).find() && !url.endsWith(id));
        JsonNode larger = new GatewayClient(stack.gateway())
                .transfer(page.url().replaceAll(".*/", ""))
                .path("requestedOptions");
        assertThat(larger.path("size").asInt()).isEqualTo(320);
        assertThat(larger.path("intensity").asInt()).as("as it was steered").isEqualTo(90);
        assertThat(larger.path("tvWeight").asDouble()).isCloseTo(1e-8, within(1e-12));
        assertThat(larger.path("color").asText()).isEqualTo("content");
        assertThat(larger.has("styleWeight")).isFalse();
        SteeringPageIT.stop(page);
        page.goBack();
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

    @Test
    void eachStyleIsPaintedToItsPlace(OpenPage open, RunningStack stack) {
        Page page = begun(open, stack);
        page.getByRole(AriaRole.BUTTON, named("Add another style")).click();
        page.locator("picture-well#style .samples button").nth(1).click();
        page.getByRole(AriaRole.BUTTON, named("Paint where it goes")).click();
        Locator said = page.locator("mask-dialog [role=status]");
        assertThat(said).hasText("“Night currents” has no place yet. Paint where it goes.");
        assertThat(page.locator("mask-dialog #apply")).isDisabled();

        page.locator("mask-dialog button[data-place=left]").click();
        assertThat(said).hasText("“Night currents” covers 50 % of the photograph.");
        page.locator("mask-dialog #soft").fill("0");
        drag(page, 0.6, 0.2, 0.9, 0.2);
        assertThat(said).not().containsText("50 %");
        page.locator("mask-dialog input[value=eraser]").check();
        drag(page, 0.1, 0.8, 0.3, 0.8);
        Locator canvas = page.locator("mask-dialog canvas");
        page.locator("mask-dialog #none").focus();
        page.keyboard().press("Tab");
        assertThat(canvas).isFocused();
        press(page, "Shift+ArrowUp", 5);
        press(page, "Space", 1);
        press(page, "x", 1);
        assertThat(page.locator("mask-dialog input[value=brush]")).isChecked();
        assertThat(page.locator("mask-dialog #heard")).hasText("Brush");
        press(page, "Shift+ArrowRight", 4);
        press(page, "Shift+ArrowDown", 3);
        press(page, "ArrowDown", 5);
        page.keyboard().down(" ");
        press(page, "Shift+ArrowRight", 2);
        page.keyboard().up(" ");
        press(page, "Shift+ArrowRight", 9);
        assertThat(page.locator("mask-dialog #keys")).isVisible();
        open.screenshot("controls-masks-keys");
        assertThat(canvas)
                .hasAccessibleDescription(Pattern.compile("^Arrow keys move the brush.*“Night currents” covers"));
        String painted = said.textContent();
        page.locator("mask-dialog #invert").click();
        assertThat(said).not().hasText(painted);
        page.keyboard().press("Control+z");
        assertThat(said).hasText(painted);
        assertThat(page.locator("mask-dialog #heard")).hasText("Undone");
        open.screenshot("controls-masks");
        assertThat(open.errors()).isEmpty();
        assertThat(open.barriers()).isEmpty();
        page.locator("mask-dialog #apply").click();
        assertThat(page.locator("style-list .placed")).hasCount(2);

        page.getByLabel("Own size").fill("160");
        page.getByLabel("Own size").press("Enter");
        page.getByRole(AriaRole.BUTTON, named("More options")).click();
        page.getByLabel("Evaluations").fill("10");
        page.getByLabel("Evaluations").press("Enter");
        page.locator("#paint").click();
        page.waitForURL(PAINTING);
        GatewayClient gateway = new GatewayClient(stack.gateway());
        String id = page.url().replaceAll(".*/", "");
        JsonNode masks = gateway.transfer(id).at("/requestedOptions/contentMasks");
        BufferedImage first = mask(gateway, masks.path(0).asText());
        BufferedImage second = mask(gateway, masks.path(1).asText());
        assertThat(grey(second, 0.25, 0.5)).as("left").isEqualTo(255);
        assertThat(grey(second, 0.75, 0.2)).as("under the brush").isEqualTo(255);
        assertThat(grey(second, 0.2, 0.8)).as("under the eraser").isZero();
        assertThat(grey(second, 0.3, 0.13)).as("under the eraser, by keys").isZero();
        assertThat(grey(second, 0.8, 0.6)).as("under the brush, by keys").isEqualTo(255);
        assertThat(grey(second, 0.98, 0.6)).as("where the brush was moved only").isZero();
        assertThat(grey(first, 0.75, 0.2)).as("made room").isZero();
        assertThat(grey(first, 0.75, 0.9)).as("right").isEqualTo(255);

        page.locator("img.result").waitFor(WHILE_IT_PAINTS);
        assertThat(page.locator(".look")).containsText("each style in its place");
        JsonNode regions = gateway.transfer(id).at("/quality/regions");
        assertThat(regions).hasSize(2);
        assertThat(page.locator("finished-view .told p").first())
                .containsText("(%d %%)".formatted(Math.round(100 * Math.max(0, 1 - left(regions)))));
        page.getByRole(AriaRole.BUTTON, named("Again with changes")).click();
        assertThat(page.locator("style-list .placed")).hasCount(2);
        page.getByRole(AriaRole.BUTTON, named("Change where it goes")).click();
        page.locator("mask-dialog .styles button").nth(1).click();
        assertThat(said).hasText(painted.replaceFirst("“.*”", "“Style”"));
        page.getByRole(AriaRole.BUTTON, named("Everywhere")).click();
        assertThat(page.locator("style-list .placed")).hasCount(0);
    }

    @Test
    void whatCountsOfAStyleIsPaintedByKeysAndKept(OpenPage open, RunningStack stack) {
        Page page = begun(open, stack);
        page.getByRole(AriaRole.BUTTON, named("Paint where it goes")).click();
        page.getByLabel("What counts of it").check();
        Locator said = page.locator("mask-dialog [role=status]");
        assertThat(said).hasText("100 % of “Thick strokes” counts.");
        page.locator("mask-dialog #clear").click();
        assertThat(said).hasText("Nothing of “Thick strokes” counts yet. Paint what does.");
        assertThat(page.locator("mask-dialog #apply")).isDisabled();
        page.locator("mask-dialog button[data-place=left]").click();
        assertThat(said).hasText("50 % of “Thick strokes” counts.");
        page.locator("mask-dialog #soft").fill("0");
        page.locator("mask-dialog #none").focus();
        page.keyboard().press("Tab");
        assertThat(page.locator("mask-dialog canvas")).hasAccessibleName("“Thick strokes”, what counts of it light");
        press(page, "Shift+ArrowRight", 3);
        press(page, "Space", 1);
        open.screenshot("controls-masks-style");
        assertThat(open.errors()).isEmpty();
        assertThat(open.barriers()).isEmpty();
        page.locator("mask-dialog #apply").click();
        assertThat(page.getByRole(AriaRole.BUTTON, named("Change where it goes")))
                .isVisible();
        KeptDraft.await(page, "(draft, pictures) => pictures.some(({ part }) => part)");
        page.reload();

        page.locator("#paint").click();
        page.waitForURL(PAINTING);
        GatewayClient gateway = new GatewayClient(stack.gateway());
        JsonNode asked = gateway.transfer(page.url().replaceAll(".*/", "")).path("requestedOptions");
        assertThat(asked.has("contentMasks")).isFalse();
        BufferedImage part = mask(gateway, asked.at("/styleMasks/0").asText());
        assertThat(part.getWidth()).as("of the style's aspect").isEqualTo(part.getHeight());
        assertThat(grey(part, 0.2, 0.2)).as("left").isEqualTo(255);
        assertThat(grey(part, 0.8, 0.5)).as("under the brush, by keys").isEqualTo(255);
        assertThat(grey(part, 0.8, 0.1)).as("right").isZero();
        SteeringPageIT.stop(page);
    }

    /** How much of the styles is left to paint, by the areas of the regions. */
    private static double left(JsonNode regions) {
        double left = 0;
        double areas = 0;
        for (JsonNode region : regions) {
            double area = region.path("area").asDouble();
            double ofLayers = 0;
            for (JsonNode layer : region.path("style")) {
                ofLayers += layer.path("left").asDouble();
            }
            left += area * ofLayers / region.path("style").size();
            areas += area;
        }
        return left / areas;
    }

    private static void press(Page page, String key, int times) {
        for (int i = 0; i < times; i++) {
            page.keyboard().press(key);
        }
    }

    /** With the button down, between points in parts of the photograph's sides. */
    private static void drag(Page page, double fromX, double fromY, double toX, double toY) {
        BoundingBox box = page.locator("mask-dialog canvas").boundingBox();
        page.mouse().move(box.x + fromX * box.width, box.y + fromY * box.height);
        page.mouse().down();
        page.mouse().move(box.x + toX * box.width, box.y + toY * box.height);
        page.mouse().up();
    }

    private static BufferedImage mask(GatewayClient gateway, String id) {
        return Pictures.read(gateway.bytes("/v1/images/" + id + "/content"));
    }

    private static int grey(BufferedImage mask, double x, double y) {
        return mask.getRGB((int) (x * mask.getWidth()), (int) (y * mask.getHeight())) & 0xff;
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
