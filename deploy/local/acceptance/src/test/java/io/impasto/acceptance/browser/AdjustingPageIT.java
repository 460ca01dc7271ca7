package io.impasto.acceptance.browser;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.impasto.acceptance.WithStack;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** A painting's colours are adjusted as one looks, and are the same in the file. */
@ExtendWith({WithStack.class, WithBrowser.class, WithFinishedPainting.class})
@Timeout(120)
class AdjustingPageIT {

    private static final ObjectMapper JSON = new ObjectMapper();

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
    void whatIsSeenIsWhatIsDownloaded(boolean webgl, OpenPage open, FinishedPainting painting) {
        if (!webgl) {
            open.page().addInitScript(WITHOUT_WEBGL);
        }
        Page page = painting.shown(open);
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
    void aSliderMovesAFewPixelsWithoutAGraphicsCardAndAllOnceItRests(OpenPage open, FinishedPainting painting) {
        open.page().addInitScript(WITHOUT_WEBGL);
        Page page = FinishedPainting.large(painting.address(), 720, 480).shown(open);
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

    /** Frames a second while nothing happens, and while a slider moves with each. */
    private static final String FRAMES =
            """
            async (picture) => {
              await picture.prepare();
              const slider = picture.getRootNode().querySelector('adjust-panel').renderRoot.querySelector('#hue');
              const pace = async (each) => {
                const start = performance.now();
                for (let i = 0; i < 40; i += 1) {
                  each(i);
                  await new Promise(requestAnimationFrame);
                }
                return Math.round(40_000 / (performance.now() - start));
              };
              const move = (i) => {
                slider.value = 3 * i - 60;
                slider.dispatchEvent(new Event('input'));
              };
              await pace(move);
              return { idle: await pace(() => {}), moving: await pace(move) };
            }""";

    /** The best of some tries counts: the machine may be busy with other things. BENCHMARKS.md has the figures. */
    @Test
    void aSliderMovesAtThePaceOfTheScreenWhateverPaints(OpenPage open, FinishedPainting painting) {
        Page page = FinishedPainting.large(painting.address(), 1024, 683).shown(open);
        double best = 0;
        for (int i = 0; i < 4 && best < 0.6; i++) {
            JsonNode frames = JSON.valueToTree(page.locator("adjusted-picture").evaluate(FRAMES));
            best = Math.max(
                    best, frames.path("moving").asDouble() / frames.path("idle").asDouble());
            System.out.printf("frames a second: %s%n", frames);
        }
        assertThat(best)
                .as("frames while a slider moves, beside those of a page at rest")
                .isGreaterThan(0.6);
    }

    @Test
    void aGraphicsCardThatGoesAwayIsDoneWithout(OpenPage open, FinishedPainting painting) {
        Page page = painting.shown(open);
        Assumptions.assumeTrue(hasWebgl(page));
        page.locator("#hue").fill("60");
        Locator picture = page.locator("adjusted-picture");
        picture.evaluate(DIFFERENCE);
        picture.evaluate("it => it.canvas.getContext('webgl2').getExtension('WEBGL_lose_context').loseContext()");
        page.waitForCondition(() -> picture.evaluate("it => it.canvas.getContext('webgl2') === null")
                .equals(true));
        page.locator("#contrast").fill("1.3");
        assertThat(((Number) picture.evaluate(DIFFERENCE)).doubleValue()).isLessThan(0.5);
        assertThat(page.locator("adjusted-picture canvas")).hasCount(1);
    }

    private static boolean hasWebgl(Page page) {
        return (Boolean) page.evaluate("Boolean(document.createElement('canvas').getContext('webgl2'))");
    }

    @Test
    void slidersAreResetOneByOneAndAllTogetherAndOutliveAReload(OpenPage open, FinishedPainting painting) {
        Page page = painting.shown(open);
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

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }
}
