package io.impasto.acceptance.browser;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import io.impasto.acceptance.Http;
import io.impasto.acceptance.Pictures;
import io.impasto.acceptance.WithStack;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** What a person takes home of a painting that is done: its file, its request, its manifest. */
@ExtendWith({WithStack.class, WithBrowser.class, WithFinishedPainting.class})
@Timeout(120)
class TakingHomePageIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void eachKindOfFileOpensAndHasItsSize(OpenPage open, FinishedPainting painting) throws IOException {
        Page page = painting.shown(open);
        opens(painting, page, "PNG", "png", 120, 80, "89504E47", "impasto-%s.png");
        opens(painting, page, "PNG 16", "png", 120, 80, "89504E47", "impasto-%s.png");
        opens(painting, page, "TIFF 16", "tiff", 120, 80, "4D4D002A", "impasto-%s.tif");
        page.locator("#width").selectOption("64");
        opens(painting, page, "TIFF", "tiff", 64, 43, "4D4D002A", "impasto-%s-64.tif");
        opens(painting, page, "JPEG", "jpeg", 64, 43, "FFD8FF", "impasto-%s-64.jpg");
        opens(painting, page, "WebP", "webp", 64, 43, "52494646", "impasto-%s-64.webp");
    }

    private static void opens(
            FinishedPainting painting,
            Page page,
            String kind,
            String type,
            int width,
            int height,
            String magic,
            String name)
            throws IOException {
        page.getByLabel(kind, new Page.GetByLabelOptions().setExact(true)).check();
        Download download = page.waitForDownload(
                () -> page.getByRole(AriaRole.LINK, named("Download")).click());
        assertThat(download.suggestedFilename()).isEqualTo(name.formatted(painting.shortId()));
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
    void adjustmentsAndQualityReachTheFile(OpenPage open, FinishedPainting painting) throws IOException {
        Page page = painting.shown(open);
        page.getByLabel("JPEG").check();
        page.locator("#quality").fill("40");
        page.locator("#saturation").fill("0");
        Locator link = page.locator("take-home a.button");
        assertThat(link)
                .hasAttribute("href", "/v1/transfers/" + painting.id() + "/result?format=jpeg&quality=40&saturation=0");
        Download download = page.waitForDownload(link::click);
        assertThat(download.suggestedFilename()).isEqualTo("impasto-%s-adjusted.jpg".formatted(painting.shortId()));
        int pixel = Pictures.read(bytes(download)).getRGB(40, 40);
        assertThat(Math.abs((pixel >> 16 & 255) - (pixel & 255))).as("grey").isLessThan(8);
    }

    @Test
    void aDownloadThatFailsSaysWhy(OpenPage open, FinishedPainting painting) {
        Page page = painting.shown(open);
        page.getByLabel("WebP").check();
        page.route(Pattern.compile("format=webp"), route -> route.abort());
        page.locator("take-home a.button").click();
        assertThat(page.locator("take-home").getByRole(AriaRole.ALERT))
                .hasText("The gateway does not answer. Is it running?");
    }

    @Test
    void theRequestWorksAsCurlAndAsJson(OpenPage open, FinishedPainting painting)
            throws IOException, InterruptedException {
        Page page = painting.shown(open);
        page.getByRole(AriaRole.BUTTON, named("As a request")).click();
        Locator text = page.locator("request-dialog pre");
        assertThat(text).containsText("curl 'http");
        assertThat(open.barriers()).isEmpty();
        JsonNode answer = JSON.readTree(run(text.textContent()));
        assertThat(answer.path("state").asText()).as("%s", answer).isEqualTo("queued");

        page.getByRole(AriaRole.BUTTON, named("JSON")).click();
        assertThat(text).not().containsText("curl");
        Http.Answer posted = Http.post(
                painting.address().resolve("/v1/transfers"),
                "application/json",
                text.textContent().getBytes(StandardCharsets.UTF_8));
        assertThat(posted.status()).isEqualTo(202);
        JsonNode again = painting.ended(posted.body().path("id").asText());
        JsonNode first = painting.transfer();
        assertThat(again.path("options")).isEqualTo(first.path("options"));
        assertThat(again.at("/result/sha256")).as("the same painting").isEqualTo(first.at("/result/sha256"));
    }

    @Test
    void theManifestIsReadAndTakenAway(OpenPage open, FinishedPainting painting) throws IOException {
        Page page = painting.shown(open);
        page.getByRole(AriaRole.BUTTON, named("All details")).click();
        Locator dialog = page.locator("manifest-dialog");
        byte[] file = painting.gateway().bytes("/v1/transfers/" + painting.id() + "/manifest");
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
        assertThat(download.suggestedFilename()).isEqualTo("impasto-%s-manifest.json".formatted(painting.shortId()));
        assertThat(bytes(download)).isEqualTo(file);
        page.keyboard().press("Escape");
        assertThat(dialog.locator("dialog")).isHidden();
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
