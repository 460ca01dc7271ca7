package io.impasto.acceptance.browser;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.impasto.acceptance.Await;
import io.impasto.acceptance.Http;
import io.impasto.acceptance.Pictures;
import io.impasto.acceptance.RunningStack;
import io.impasto.acceptance.WithStack;
import io.impasto.stack.client.GatewayClient;
import io.impasto.stack.client.Multipart;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** What a person does with a painting that is done. */
@ExtendWith({WithStack.class, WithBrowser.class})
@Timeout(120)
class FinishingPageIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration WHILE_IT_PAINTS = Duration.ofSeconds(60);

    /** Mean difference of what is seen and of the file that the download link leads to, in levels. */
    private static final String DIFFERENCE =
            """
            async (picture) => {
              await picture.settled;
              const seen = (await picture.painter).pixels();
              const link = picture.getRootNode().querySelector('take-home').renderRoot.querySelector('a.button');
              const file = await createImageBitmap(await (await fetch(link.href)).blob(), { colorSpaceConversion: 'none' });
              const context = new OffscreenCanvas(file.width, file.height).getContext('2d');
              context.drawImage(file, 0, 0);
              const made = context.getImageData(0, 0, file.width, file.height).data;
              if (made.length !== seen.length) throw new Error(`${made.length} bytes, not ${seen.length}`);
              return made.reduce((sum, value, i) => sum + Math.abs(value - seen[i]), 0) / made.length;
            }""";

    private static final String WITHOUT_WEBGL =
            """
            HTMLCanvasElement.prototype.getContext = ((own) => function context(kind, ...rest) {
              return kind === 'webgl2' ? null : own.call(this, kind, ...rest);
            })(HTMLCanvasElement.prototype.getContext);""";

    private static RunningStack stack;
    private static GatewayClient gateway;
    private static String painting;

    @BeforeAll
    static void paint(RunningStack running) {
        stack = running;
        gateway = new GatewayClient(running.gateway());
        painting = painted();
    }

    @Test
    void theLineBetweenBeforeAndAfterIsMovedByKeysAndByPointer(OpenPage open) {
        Page page = shown(open, painting);
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
    void atFullSizeOnePixelOfThePaintingIsOneOfTheScreen(OpenPage open) {
        Page page = shown(open, painting);
        page.getByRole(AriaRole.BUTTON, named("100 %")).click();
        assertThat(page.locator(".frame").evaluate("it => it.getBoundingClientRect().width"))
                .isEqualTo(120);
        page.getByRole(AriaRole.BUTTON, named("Fit")).click();
        assertThat((Double) page.locator(".frame").evaluate("it => it.getBoundingClientRect().width + 0.5"))
                .isGreaterThan(400);
    }

    /** Moves sliders step by step: milliseconds of script that a step takes, and that all pixels would; medians. */
    private static final String MILLIS =
            """
            async (picture) => {
              const { adjust } = await import('/page/finish/adjustment.js');
              const painter = await picture.painter;
              const [steps, whole] = [[], []];
              const timed = (took, work) => (...asked) => {
                const start = performance.now();
                work(...asked);
                took.push(performance.now() - start);
              };
              painter.paint = timed(steps, painter.paint);
              const all = Uint8ClampedArray.from(painter.pixels());
              const computed = timed(whole, adjust);
              const sliders = picture.getRootNode().querySelector('adjust-panel').renderRoot;
              for (const name of ['hue', 'saturation', 'contrast']) {
                const slider = sliders.querySelector(`#${name}`);
                const [least, most] = [Number(slider.min), Number(slider.max)];
                for (let i = 0; i < 10; i += 1) {
                  slider.value = least + ((i + 0.7) * (most - least)) / 10;
                  slider.dispatchEvent(new Event('input'));
                  await new Promise(requestAnimationFrame);
                }
                computed(all, all, picture.settings, new Uint8ClampedArray(all.length));
              }
              const median = (took) => took.sort((a, b) => a - b)[Math.floor(took.length / 2)];
              return { steps: steps.length, step: median(steps), whole: median(whole) };
            }""";

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsSeenIsWhatIsDownloaded(boolean webgl, OpenPage open) {
        if (!webgl) {
            open.page().addInitScript(WITHOUT_WEBGL);
        }
        Page page = shown(open, painting);
        Assumptions.assumeTrue(hasWebgl(page) == webgl, "this browser has no WebGL 2");
        for (String settings : List.of(
                "hue 60",
                "saturation 1.6, hue -120",
                "brightness 1.3, contrast 0.7",
                "blend 0.35",
                "blend 0.55, hue 15, saturation 0.2, brightness 0.8, contrast 1.8")) {
            for (String setting : settings.split(", ")) {
                page.locator("#" + setting.split(" ")[0]).fill(setting.split(" ")[1]);
            }
            Number difference = (Number) page.locator("adjusted-picture").evaluate(DIFFERENCE);
            assertThat(difference.doubleValue()).as(settings).isLessThan(0.5);
            assertThat(page.locator("adjusted-picture canvas")).isVisible();
            page.getByRole(AriaRole.BUTTON, named("Reset")).click();
        }
        assertThat(open.errors()).isEmpty();
    }

    @Test
    void aSliderMovesAFewPixelsWithoutAGraphicsCardAndAllOnceItRests(OpenPage open) {
        open.page().addInitScript(WITHOUT_WEBGL);
        Page page = shown(open, large());
        Locator picture = page.locator("adjusted-picture");
        page.locator("#blend").fill("0.35");
        assertThat(((Number) picture.evaluate(DIFFERENCE)).doubleValue()).isLessThan(0.5);
        JsonNode millis = JSON.valueToTree(picture.evaluate(MILLIS));
        assertThat(millis.path("steps").asInt()).isGreaterThan(20);
        assertThat(millis.path("step").asDouble())
                .as("a step, beside computing all pixels: %s", millis)
                .isLessThan(millis.path("whole").asDouble() / 2);
        assertThat(((Number) picture.evaluate(DIFFERENCE)).doubleValue()).isLessThan(0.5);
        assertThat(open.errors()).isEmpty();
    }

    private static boolean hasWebgl(Page page) {
        return (Boolean) page.evaluate("Boolean(document.createElement('canvas').getContext('webgl2'))");
    }

    /** Takes it away, and waits until the page does without. */
    private static void loseGraphicsCard(Locator picture) {
        picture.evaluate("it => it.canvas.getContext('webgl2').getExtension('WEBGL_lose_context').loseContext()");
        picture.page().waitForCondition(() -> picture.evaluate("it => it.canvas.getContext('webgl2') === null")
                .equals(true));
    }

    @Test
    void aGraphicsCardThatGoesAwayIsDoneWithout(OpenPage open) {
        Page page = shown(open, painting);
        Assumptions.assumeTrue(hasWebgl(page));
        page.locator("#hue").fill("60");
        Locator picture = page.locator("adjusted-picture");
        picture.evaluate(DIFFERENCE);
        loseGraphicsCard(picture);
        page.locator("#contrast").fill("1.3");
        assertThat(((Number) picture.evaluate(DIFFERENCE)).doubleValue()).isLessThan(0.5);
        assertThat(page.locator("adjusted-picture canvas")).hasCount(1);
    }

    @Test
    void slidersAreResetOneByOneAndAllTogetherAndOutliveAReload(OpenPage open) {
        Page page = shown(open, painting);
        Locator reset = page.getByRole(AriaRole.BUTTON, named("Reset"));
        assertThat(reset).isHidden();
        page.locator("#hue").fill("60");
        page.locator("#contrast").fill("1.3");
        assertThat(page.locator("output[for=hue]")).hasText("+60°");
        assertThat(page.locator("output[for=contrast]")).hasText("+30");
        page.locator("label[for=hue]").dblclick();
        assertThat(page.locator("#hue")).hasValue("0");
        assertThat(page.locator("#contrast")).hasValue("1.3");
        reset.click();
        assertThat(page.locator("#contrast")).hasValue("1");
        assertThat(page.locator("adjusted-picture canvas")).isHidden();

        page.locator("#brightness").fill("1.2");
        page.reload();
        assertThat(page.locator("#brightness")).hasValue("1.2");
        assertThat(page.locator("adjusted-picture canvas")).isVisible();
        reset.click();
        assertThat(page.locator("adjusted-picture canvas")).isHidden();
    }

    @Test
    void eachKindOfFileOpensAndHasItsSize(OpenPage open) throws IOException {
        Page page = shown(open, painting);
        opens(page, "PNG", "png", 120, 80, "89504E47", "impasto-%s.png");
        opens(page, "PNG 16", "png", 120, 80, "89504E47", "impasto-%s.png");
        opens(page, "TIFF 16", "tiff", 120, 80, "4D4D002A", "impasto-%s.tif");
        page.locator("#width").selectOption("64");
        opens(page, "TIFF", "tiff", 64, 43, "4D4D002A", "impasto-%s-64.tif");
        opens(page, "JPEG", "jpeg", 64, 43, "FFD8FF", "impasto-%s-64.jpg");
        opens(page, "WebP", "webp", 64, 43, "52494646", "impasto-%s-64.webp");
    }

    private static void opens(Page page, String kind, String type, int width, int height, String magic, String name)
            throws IOException {
        page.getByLabel(kind, new Page.GetByLabelOptions().setExact(true)).check();
        Download download = page.waitForDownload(
                () -> page.getByRole(AriaRole.LINK, named("Download")).click());
        assertThat(download.suggestedFilename()).isEqualTo(name.formatted(painting.substring(0, 8)));
        byte[] bytes = bytes(download);
        assertThat(HexFormat.of().withUpperCase().formatHex(bytes)).startsWith(magic);
        if (type.equals("tiff")) {
            // No browser but Safari decodes it.
            BufferedImage image = Pictures.read(bytes);
            assertThat(List.of(image.getWidth(), image.getHeight())).isEqualTo(List.of(width, height));
            assertThat(image.getColorModel().getComponentSize(0)).isEqualTo(kind.endsWith("16") ? 16 : 8);
            return;
        }
        assertThat(page.evaluate(
                        """
                        async ([base64, type]) => {
                          const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
                          const { width, height } = await createImageBitmap(new Blob([bytes], { type }));
                          return [width, height];
                        }""",
                        List.of(Base64.getEncoder().encodeToString(bytes), "image/" + type)))
                .isEqualTo(List.of(width, height));
    }

    @Test
    void adjustmentsAndQualityReachTheFile(OpenPage open) throws IOException {
        Page page = shown(open, painting);
        page.getByLabel("JPEG").check();
        page.locator("#quality").fill("40");
        page.locator("#saturation").fill("0");
        Locator link = page.locator("take-home a.button");
        assertThat(link)
                .hasAttribute("href", "/v1/transfers/" + painting + "/result?format=jpeg&quality=40&saturation=0");
        Download download = page.waitForDownload(link::click);
        assertThat(download.suggestedFilename())
                .isEqualTo("impasto-%s-adjusted.jpg".formatted(painting.substring(0, 8)));
        int pixel = Pictures.read(bytes(download)).getRGB(40, 40);
        assertThat(Math.abs((pixel >> 16 & 255) - (pixel & 255))).as("grey").isLessThan(8);
    }

    @Test
    void aDownloadThatFailsSaysWhy(OpenPage open) {
        Page page = shown(open, painting);
        page.getByLabel("WebP").check();
        page.route(Pattern.compile("format=webp"), route -> route.abort());
        page.locator("take-home a.button").click();
        assertThat(page.locator("take-home").getByRole(AriaRole.ALERT))
                .hasText("The gateway does not answer. Is it running?");
    }

    @Test
    void theRequestWorksAsCurlAndAsJson(OpenPage open) throws IOException, InterruptedException {
        Page page = shown(open, painting);
        page.getByRole(AriaRole.BUTTON, named("As a request")).click();
        Locator text = page.locator("request-dialog pre");
        assertThat(text).containsText("curl 'http");
        assertThat(open.barriers()).isEmpty();
        JsonNode answer = JSON.readTree(run(text.textContent()));
        assertThat(answer.path("state").asText()).as("%s", answer).isEqualTo("queued");

        page.getByRole(AriaRole.BUTTON, named("JSON")).click();
        assertThat(text).not().containsText("curl");
        Http.Answer posted = Http.post(
                stack.gateway().resolve("/v1/transfers"),
                "application/json",
                text.textContent().getBytes(StandardCharsets.UTF_8));
        assertThat(posted.status()).isEqualTo(202);
        JsonNode again = ended(posted.body().path("id").asText());
        JsonNode first = gateway.transfer(painting);
        assertThat(again.path("options")).isEqualTo(first.path("options"));
        assertThat(again.at("/result/sha256")).as("the same painting").isEqualTo(first.at("/result/sha256"));
    }

    @Test
    void theManifestIsReadAndTakenAway(OpenPage open) throws IOException {
        Page page = shown(open, painting);
        page.getByRole(AriaRole.BUTTON, named("All details")).click();
        Locator dialog = page.locator("manifest-dialog");
        byte[] file = gateway.bytes("/v1/transfers/" + painting + "/manifest");
        JsonNode manifest = JSON.readTree(file);
        assertThat(dialog).containsText("120 × 80");
        assertThat(dialog).containsText(manifest.at("/network/sha256").asText());
        assertThat(dialog).containsText("styleWeight");
        assertThat(dialog).containsText("Structural similarity (SSIM)");
        assertThat(open.errors()).isEmpty();
        assertThat(open.barriers()).isEmpty();
        open.screenshot("manifest");
        Download download =
                page.waitForDownload(() -> dialog.getByText("Download as JSON").click());
        assertThat(download.suggestedFilename())
                .isEqualTo("impasto-%s-manifest.json".formatted(painting.substring(0, 8)));
        assertThat(bytes(download)).isEqualTo(file);
        page.keyboard().press("Escape");
        assertThat(dialog.locator("dialog")).isHidden();
    }

    @Test
    void itGoesOnTwiceAsLargeFromThePainting(OpenPage open) {
        Page page = shown(open, painting);
        assertThat(page.locator("#larger")).containsText("240 × 160");
        page.locator("#larger").click();
        page.waitForCondition(
                () -> page.url().contains("#/transfers/") && !page.url().endsWith(painting));
        JsonNode larger = ended(page.url().substring(page.url().lastIndexOf('/') + 1));
        assertThat(larger.path("continues").asText()).isEqualTo(painting);
        assertThat(larger.at("/options/start").asText()).isEqualTo("image");
        assertThat(larger.at("/requestedOptions/evaluations").asInt())
                .as("as many as were asked for")
                .isEqualTo(20);
        assertThat(larger.at("/result/width").asInt()).isEqualTo(240);
        assertThat(larger.at("/result/height").asInt()).isEqualTo(160);
        assertThat(gateway.bytes(
                        "/v1/images/" + larger.at("/options/startImage").asText() + "/content"))
                .as("starts from the painting")
                .isEqualTo(gateway.bytes("/v1/transfers/" + painting + "/result"));
    }

    @Test
    void anotherStyleKeepsThePhotographAndLeavesTheStyleOpen(OpenPage open) {
        Page page = shown(open, painting);
        page.getByRole(AriaRole.BUTTON, named("Again with another style")).click();
        assertThat(page).hasURL(Pattern.compile("#/$"));
        String content = gateway.transfer(painting).path("content").asText();
        assertThat(page.locator("img[src='/v1/images/" + content + "/content']"))
                .isVisible();
        assertThat(page.locator("#paint")).isDisabled();
    }

    @Test
    void changesStartFromThePicturesAndOptionsOfThePainting(OpenPage open) {
        Page page = shown(open, painting);
        page.getByRole(AriaRole.BUTTON, named("Again with changes")).click();
        assertThat(page).hasURL(Pattern.compile("#/$"));
        Response response = page.waitForResponse(
                answer ->
                        answer.request().method().equals("POST") && answer.url().endsWith("/v1/transfers"),
                () -> page.locator("#paint").click());
        assertThat(response.status()).isEqualTo(202);
        JsonNode first = gateway.transfer(painting);
        JsonNode again = gateway.transfer(response.headerValue("location").replaceAll(".*/", ""));
        assertThat(again.path("content")).isEqualTo(first.path("content"));
        assertThat(again.path("styles")).isEqualTo(first.path("styles"));
        assertThat(again.at("/options/size").asInt()).isEqualTo(120);
        assertThat(again.at("/options/styleWeight").asDouble()).isEqualTo(300);
        ended(again.path("id").asText());
    }

    @Test
    void whatIsDeletedCanBeKeptForAMomentAndIsGoneThen(OpenPage open) {
        String other = painted();
        Page page = shown(open, other);
        page.getByRole(AriaRole.BUTTON, named("Delete this painting")).click();
        assertThat(page.locator("go-on")).containsText("Will be deleted in a moment.");
        page.getByRole(AriaRole.BUTTON, named("Undo")).click();
        assertThat(page.getByRole(AriaRole.BUTTON, named("Delete this painting")))
                .isFocused();
        assertThat(gateway.transfer(other).path("state").asText()).isEqualTo("succeeded");

        page.getByRole(AriaRole.BUTTON, named("Delete this painting")).click();
        page.waitForURL(Pattern.compile("#/paintings$"));
        URI gone = stack.gateway().resolve("/v1/transfers/" + other);
        Await.until("it is removed", WHILE_IT_PAINTS, () -> Http.get(gone).status() >= 404);
    }

    @Test
    void itTellsHowWellItCameOutAndShutsNobodyOut(OpenPage open) {
        Page page = shown(open, painting);
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

    private static Page shown(OpenPage open, String id) {
        Page page = open.open(stack.gateway().resolve("/#/transfers/" + id));
        page.locator("img.result").waitFor();
        assertThat(page.locator("#width")).isVisible();
        return page;
    }

    /** A painting of more pixels than are computed within a frame, after a single evaluation. */
    private static String large() {
        JsonNode transfer = gateway.submit(new Multipart()
                .bytes("content", Pictures.content(720, 480))
                .bytes("style", Pictures.style(90, 90, 7))
                .json("options", "{\"size\": 720, \"levels\": 1, \"evaluations\": 1, \"network\": \"vgg19-slim\"}"));
        return ended(transfer.path("id").asText()).path("id").asText();
    }

    private static String painted() {
        JsonNode transfer = gateway.submit(new Multipart()
                .bytes("content", Pictures.content(240, 160))
                .bytes("style", Pictures.style(90, 90, 7))
                .json("options", "{\"size\": 120, \"evaluations\": 20, \"styleWeight\": 300}"));
        return ended(transfer.path("id").asText()).path("id").asText();
    }

    private static JsonNode ended(String id) {
        Await.until("it is painted", WHILE_IT_PAINTS, () -> gateway.transfer(id).has("finishedAt"));
        JsonNode transfer = gateway.transfer(id);
        assertThat(transfer.path("state").asText()).as("%s", transfer).isEqualTo("succeeded");
        return transfer;
    }

    private static String run(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (InputStream out = process.getInputStream()) {
            String said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).isZero();
            return said;
        }
    }

    private static byte[] bytes(Download download) throws IOException {
        try (InputStream file = download.createReadStream()) {
            return file.readAllBytes();
        }
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }
}
