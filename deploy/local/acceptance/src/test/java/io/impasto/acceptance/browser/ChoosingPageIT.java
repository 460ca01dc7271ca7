package io.impasto.acceptance.browser;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.JSHandle;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import org.junit.jupiter.api.BeforeAll;
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

/** What a person does before something is painted. */
@ExtendWith({WithStack.class, WithBrowser.class, LeavesTheWorkerFree.class})
@Timeout(120)
class ChoosingPageIT {

    private static final Pattern PAINTING = Pattern.compile("#/transfers/[0-9a-f-]{36}$");
    private static final int MEBIBYTE = 1 << 20;
    private static final int MOST_TABS = 60;

    private static RunningStack stack;
    private static GatewayClient gateway;

    @BeforeAll
    static void connect(RunningStack running) {
        stack = running;
        gateway = new GatewayClient(running.gateway());
    }

    @Test
    void ownPicturesComeByDropByPasteAndByDialog(OpenPage open) {
        Page page = begun(open);
        Locator content = page.locator("picture-well#content");
        Locator style = page.locator("picture-well#style");

        JSHandle dropped = pictureInHand(page, "dropped.png");
        style.locator(".well")
                .evaluate("(well, data) => well.dispatchEvent(new DragEvent('drop', {dataTransfer: data}))", dropped);
        assertThat(style.locator(".well img")).hasAttribute("alt", "Style: dropped.png");

        JSHandle pasted = pictureInHand(page, "pasted.png");
        page.evaluate("data => document.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data}))", pasted);
        assertThat(content.locator(".well img")).hasAttribute("alt", "Photograph: pasted.png");

        choose(content, picture("chosen.png", 64, 48));
        assertThat(content.locator(".well img")).hasAttribute("alt", "Photograph: chosen.png");
        assertThat(content.locator("button[aria-pressed=true]")).hasCount(0);
        assertThat(content.locator("#camera")).hasAttribute("capture", "environment");
        assertThat(open.errors()).isEmpty();
    }

    @Test
    void severalStylesAreBlendedByTheirShares(OpenPage open) {
        Page page = begun(open);
        page.getByRole(AriaRole.BUTTON, named("Add another style")).click();
        page.locator("picture-well#style .samples button").nth(1).click();
        Locator share = page.getByRole(AriaRole.SLIDER, named("Share of Thick strokes"));
        assertThat(share).hasAttribute("aria-valuetext", "50 %");
        share.focus();
        for (int i = 0; i < 20; i++) {
            page.keyboard().press("ArrowRight");
        }
        assertThat(share).hasAttribute("aria-valuetext", "70 %");
        assertThat(page.getByRole(AriaRole.SLIDER, named("Share of Night currents")))
                .hasAttribute("aria-valuetext", "30 %");
        open.screenshot("choosing-blend");
        assertThat(open.barriers()).isEmpty();

        JsonNode transfer = painted(page);
        assertThat(transfer.path("styles")).hasSize(2);
        JsonNode weights = transfer.at("/options/styleWeights");
        assertThat(weights).hasSize(2);
        assertThat(weights.path(0).asDouble()).isEqualTo(0.7, within(1e-3));
        assertThat(weights.path(1).asDouble()).isEqualTo(0.3, within(1e-3));
    }

    @Test
    void oneStyleNeedsNoShareAndOneThatIsRemovedLeavesAll(OpenPage open) {
        Page page = begun(open);
        page.getByRole(AriaRole.BUTTON, named("Add another style")).click();
        page.locator("picture-well#style .samples button").nth(2).click();
        page.getByRole(AriaRole.BUTTON, named("Remove Thick strokes")).click();
        assertThat(page.locator("style-list input")).hasCount(0);
        assertThat(page.locator("picture-well#style .well img")).hasAttribute("alt", "Style: Glass mosaic");
        JsonNode transfer = painted(page);
        assertThat(transfer.path("styles")).hasSize(1);
    }

    @Test
    void whatIsCutAndTurnedIsSentSo(OpenPage open) {
        Page page = begun(open);
        Locator content = page.locator("picture-well#content");
        Locator style = page.locator("picture-well#style");
        choose(content, picture("wide.png", 64, 48));
        choose(style, picture("turned.png", 64, 48));

        content.getByRole(AriaRole.BUTTON, inside("Crop and rotate")).click();
        page.getByRole(AriaRole.BUTTON, named("1:1")).click();
        assertThat(page.locator("crop-dialog [role=status]")).hasText("48 × 48 px");
        page.getByRole(AriaRole.BUTTON, named("Bottom right corner")).focus();
        page.keyboard().press("Shift+ArrowLeft");
        page.keyboard().press("Shift+ArrowUp");
        assertThat(page.locator("crop-dialog [role=status]")).not().hasText("48 × 48 px");
        String cut = page.locator("crop-dialog [role=status]").textContent();
        open.screenshot("choosing-crop");
        assertThat(open.barriers()).isEmpty();
        page.getByRole(AriaRole.BUTTON, named("Apply")).click();
        assertThat(content.locator(".size")).hasText(cut.replace(" px", ""));

        style.getByRole(AriaRole.BUTTON, inside("Crop and rotate")).click();
        page.locator("crop-dialog #right").click();
        page.getByRole(AriaRole.BUTTON, named("Apply")).click();
        assertThat(style.locator(".size")).hasText("48 × 64");

        JsonNode transfer = painted(page);
        BufferedImage sent = image(transfer.path("content").asText());
        assertThat(sent.getWidth() + " × " + sent.getHeight() + " px").isEqualTo(cut);
        BufferedImage upright = image(transfer.path("styles").path(0).asText());
        assertThat(upright.getWidth()).isEqualTo(48);
        assertThat(upright.getHeight()).isEqualTo(64);
    }

    @Test
    void aFrameIsDrawnByPointerAndGivenUpAgain(OpenPage open) {
        Page page = begun(open);
        Locator content = page.locator("picture-well#content");
        content.getByRole(AriaRole.BUTTON, inside("Crop and rotate")).click();
        Locator corner = page.getByRole(AriaRole.BUTTON, named("Top left corner"));
        corner.hover();
        page.mouse().down();
        page.mouse().move(page.viewportSize().width / 2.0, page.viewportSize().height / 2.0);
        page.mouse().up();
        assertThat(page.locator("crop-dialog [role=status]")).not().hasText("768 × 576 px");
        page.getByRole(AriaRole.BUTTON, named("Apply")).click();
        assertThat(content.locator(".size")).not().hasText("768 × 576");

        content.getByRole(AriaRole.BUTTON, inside("Change the crop")).click();
        page.getByRole(AriaRole.BUTTON, named("Whole picture")).click();
        page.getByRole(AriaRole.BUTTON, named("Apply")).click();
        assertThat(content.locator(".size")).hasText("768 × 576");
        assertThat(content.getByRole(AriaRole.BUTTON, inside("Crop and rotate")))
                .isVisible();
    }

    @Test
    void nothingIsLostOnReload(OpenPage open) {
        Page page = begun(open);
        Locator content = page.locator("picture-well#content");
        choose(content, picture("mine.png", 90, 60));
        content.getByRole(AriaRole.BUTTON, inside("Crop and rotate")).click();
        page.getByRole(AriaRole.BUTTON, named("1:1")).click();
        page.getByRole(AriaRole.BUTTON, named("Apply")).click();
        assertThat(content.locator(".size")).hasText("60 × 60");
        page.getByRole(AriaRole.BUTTON, named("Add another style")).click();
        page.locator("picture-well#style .samples button").nth(1).click();
        page.getByLabel("Own size").fill("100");
        page.getByLabel("Own size").press("Enter");
        page.getByLabel("Intensity").fill("60");
        KeptDraft.await(
                page,
                "draft => draft?.options.size === 100 && draft.options.intensity === 60 && draft.styles.length === 2");

        page.reload();
        assertThat(content.locator(".well img")).hasAttribute("alt", "Photograph: mine.png");
        assertThat(content.locator(".size")).hasText("60 × 60");
        assertThat(page.locator("style-list li")).hasCount(2);
        assertThat(page.getByLabel("Own size")).hasValue("100");
        assertThat(page.getByLabel("Intensity")).hasValue("60");
        assertThat(page.locator("forecast-line")).containsText("100 × 100 px");

        content.getByRole(AriaRole.BUTTON, inside("Change the crop")).click();
        page.getByRole(AriaRole.BUTTON, named("Whole picture")).click();
        page.getByRole(AriaRole.BUTTON, named("Apply")).click();
        assertThat(content.locator(".size")).hasText("90 × 60");

        page.getByRole(AriaRole.BUTTON, named("Start over")).click();
        assertThat(content.locator(".well img")).hasAttribute("alt", "Photograph: Mountain lake at evening");
        assertThat(page.getByLabel("384 px")).isChecked();
        assertThat(open.errors()).isEmpty();
    }

    @Test
    void twoTabsEachKeepTheirOwn(OpenPage open) {
        Page first = begun(open);
        choose(first.locator("picture-well#content"), picture("first.png", 40, 30));
        KeptDraft.await(first, "draft => draft?.content.title === 'first.png'");
        Page second = first.context().newPage();
        second.navigate(stack.gateway().toString());
        Locator there = second.locator("picture-well#content .well img");
        assertThat(there).hasAttribute("alt", "Photograph: first.png");
        choose(second.locator("picture-well#content"), picture("second.png", 40, 30));
        KeptDraft.await(second, "draft => draft?.content.title === 'second.png'");

        first.reload();
        assertThat(first.locator("picture-well#content .well img")).hasAttribute("alt", "Photograph: first.png");
        second.reload();
        assertThat(there).hasAttribute("alt", "Photograph: second.png");
    }

    @Test
    void whatIsNoPictureIsRefusedInWordsWhereItWasChosen(OpenPage open) {
        Page page = begun(open);
        Locator style = page.locator("picture-well#style");
        choose(style, new FilePayload("notes.txt", "text/plain", "not a picture".getBytes()));
        assertThat(style.getByRole(AriaRole.ALERT)).containsText("“notes.txt” is not a picture");

        choose(style, new FilePayload("disguised.png", "image/png", "not a picture".getBytes()));
        page.locator("#paint").click();
        assertThat(style.getByRole(AriaRole.ALERT)).containsText("“disguised.png” is not a picture");
        open.screenshot("refused");
        assertThat(page.locator("#paint")).isEnabled();
    }

    @Test
    void whatIsTooLargeIsRefusedWithTheLimitAndTheRestStays(OpenPage open) {
        Page page = begun(open);
        Locator content = page.locator("picture-well#content");
        chooseLarge(content, "poster.png", Pictures.content(64, 48), 40 * MEBIBYTE);
        page.locator("#paint").click();
        assertThat(content.getByRole(AriaRole.ALERT))
                .containsText("“poster.png” has 40 MB, and at most 32 MB are taken.");
        assertThat(page.locator("picture-well#style .well img")).hasAttribute("alt", "Style: Thick strokes");

        page.getByLabel("256 px").check();
        choose(content, picture("postcard.png", 64, 48));
        assertThat(content.getByRole(AriaRole.ALERT)).hasCount(0);
        assertThat(painted(page).path("styles")).hasSize(1);
    }

    @Test
    void aPictureThatCannotBeSentSaysSoAndGoesTheNextTime(OpenPage open) {
        Page page = begun(open);
        choose(page.locator("picture-well#content"), picture("far.png", 64, 48));
        page.route("**/v1/images", route -> route.abort());
        page.locator("#paint").click();
        assertThat(page.locator("picture-well#content").getByRole(AriaRole.ALERT))
                .containsText("“far.png” could not be sent");
        page.unroute("**/v1/images");
        assertThat(painted(page).path("styles")).hasSize(1);
    }

    @Test
    void theOtherOptionsReachTheTransfer(OpenPage open) {
        Page page = begun(open);
        page.getByLabel("Own size").fill("31");
        page.getByLabel("Own size").press("Enter");
        assertThat(page.locator("#wrong")).hasText("A whole number from 32 to 4096.");
        page.getByRole(AriaRole.BUTTON, named("More options")).click();
        page.getByLabel("Evaluations").fill("12");
        page.getByLabel("Evaluations").press("Enter");
        page.getByLabel("Smoothing").fill("0.5");
        page.getByLabel("Smoothing").press("Enter");
        assertThat(open.barriers()).isEmpty();
        JsonNode options = painted(page).path("options");
        assertThat(options.path("evaluations").asInt()).isEqualTo(12);
        assertThat(options.path("tvWeight").asDouble()).isEqualTo(0.5);

        page.navigate(stack.gateway().resolve("/#/").toString());
        page.getByRole(AriaRole.BUTTON, named("More options")).click();
        page.getByLabel("Method").selectOption("report");
        assertThat(page.getByLabel("Painted")).isChecked();
        assertThat(page.getByLabel("Evaluations")).hasAttribute("placeholder", "4000");
        page.getByRole(AriaRole.BUTTON, named("Reset the options")).click();
        assertThat(page.getByLabel("Method")).hasValue("studio");
    }

    @Test
    void whatWillBePaintedAndHowLongItTakesIsSaidForEachSize(OpenPage open) {
        Page page = begun(open);
        page.getByLabel("256 px").check();
        int small = secondsForecast(page, "256 × 192 px");
        page.getByLabel("1024 px").check();
        int large = secondsForecast(page, "1024 × 768 px");
        assertThat(large).as("seconds for sixteen times the pixels").isGreaterThan(2 * small);
        page.getByRole(AriaRole.BUTTON, named("More options")).click();
        page.getByLabel("Evaluations").fill("4");
        page.getByLabel("Evaluations").press("Enter");
        assertThat(secondsForecast(page, "1024 × 768 px"))
                .as("seconds for few evaluations")
                .isLessThan(large);
        assertThat(open.errors()).isEmpty();
    }

    /** Waits until a time is said beside the size, and that of another size no more; that time. */
    private static int secondsForecast(Page page, String size) {
        Pattern forecast = Pattern.compile(size + " · about (?:(\\d+) min )?(\\d+) s");
        Locator line = page.locator("forecast-line p[aria-busy=false]");
        assertThat(line).containsText(forecast);
        Matcher said = forecast.matcher(line.textContent());
        assertThat(said.find()).as(line.textContent()).isTrue();
        return 60 * (said.group(1) == null ? 0 : Integer.parseInt(said.group(1))) + Integer.parseInt(said.group(2));
    }

    @Test
    void byKeysAloneFromChoosingToDownload(OpenPage open) throws IOException {
        Page page = begun(open);
        press(page, page.locator("picture-well#content .samples button").nth(1), "Enter");
        assertThat(page.locator("picture-well#content .well img"))
                .hasAttribute("alt", "Photograph: Canal in the evening sun");
        press(page, page.getByLabel("384 px"), "ArrowLeft");
        assertThat(page.getByLabel("256 px")).isChecked();
        tabTo(page, page.getByLabel("Own size"));
        page.keyboard().type("96");
        page.keyboard().press("Enter");
        assertThat(page.getByLabel("256 px")).not().isChecked();
        press(page, page.locator("#paint"), "Enter");
        page.locator("img.result").waitFor(new Locator.WaitForOptions().setTimeout(60_000));
        Locator link = page.getByRole(AriaRole.LINK, named("Download")).first();
        tabTo(page, link);
        Download download = page.waitForDownload(() -> page.keyboard().press("Enter"));
        try (InputStream file = download.createReadStream()) {
            assertThat(Pictures.read(file.readAllBytes()).getWidth()).isEqualTo(96);
        }
    }

    /** The page as a first visitor sees it, once two samples are chosen. */
    private static Page begun(OpenPage open) {
        Page page = open.open(stack.gateway());
        assertThat(page.locator("picture-well#content .well img")).isVisible();
        assertThat(page.locator("picture-well#style .well img")).isVisible();
        return page;
    }

    private static void choose(Locator well, FilePayload file) {
        well.locator("#file").setInputFiles(file);
    }

    /** A file that begins as the picture does and goes on to so many bytes; made in the page, which need not be sent them. */
    private static void chooseLarge(Locator well, String name, byte[] picture, int bytes) {
        well.locator("#file")
                .evaluate(
                        """
                        (input, [name, base64, bytes]) => {
                          const begun = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
                          const files = new DataTransfer();
                          files.items.add(new File([begun, new Uint8Array(bytes - begun.length)], name, { type: 'image/png' }));
                          input.files = files.files;
                          input.dispatchEvent(new Event('change'));
                        }""",
                        List.of(name, Base64.getEncoder().encodeToString(picture), bytes));
    }

    /** Asks for a small painting of what is chosen, and leaves it then; what the gateway knew of it. */
    private static JsonNode painted(Page page) {
        page.locator("#paint").click();
        page.waitForURL(PAINTING);
        // The address is there before the view is: who goes back at once finds the easel as it was left.
        page.locator("painting-view").waitFor();
        String id = page.url().replaceAll(".*/", "");
        return gateway.transfer(id);
    }

    private static BufferedImage image(String id) {
        return Pictures.read(gateway.bytes("/v1/images/" + id + "/content"));
    }

    private static void press(Page page, Locator element, String key) {
        tabTo(page, element);
        page.keyboard().press(key);
    }

    private static void tabTo(Page page, Locator element) {
        for (int i = 0; i < MOST_TABS; i++) {
            if (Boolean.TRUE.equals(element.evaluate("it => it.matches(':focus')"))) {
                return;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError("no way there by Tab: " + element);
    }

    /** A picture as the browser hands it over with a drop or a paste. */
    private static JSHandle pictureInHand(Page page, String name) {
        return page.evaluateHandle(
                "([name, base64]) => { const data = new DataTransfer();"
                        + " const bytes = Uint8Array.from(atob(base64), c => c.charCodeAt(0));"
                        + " data.items.add(new File([bytes], name, {type: 'image/png'})); return data; }",
                new Object[] {name, Base64.getEncoder().encodeToString(Pictures.style(40, 30, 7))});
    }

    private static FilePayload picture(String name, int width, int height) {
        return new FilePayload(name, "image/png", Pictures.content(width, height));
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    private static Locator.GetByRoleOptions inside(String name) {
        return new Locator.GetByRoleOptions().setName(name);
    }
}
