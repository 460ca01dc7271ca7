package io.impasto.acceptance.browser;

import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import io.impasto.acceptance.RunningStack;
import io.impasto.acceptance.WithStack;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** What a person sees of a painting on its way. */
@ExtendWith({WithStack.class, WithBrowser.class})
@Timeout(120)
class WatchingPageIT {

    private static final String PIXELS =
            """
            image => {
              const canvas = document.createElement('canvas');
              [canvas.width, canvas.height] = [32, 24];
              const context = canvas.getContext('2d');
              context.drawImage(image, 0, 0, 32, 24);
              return context.getImageData(0, 0, 32, 24).data.join();
            }""";

    @Test
    void thePictureChangesAndTheChartHasALineForEachLayer(OpenPage open, RunningStack stack) {
        Page page = SteeringPageIT.painting(open, stack);
        Locator picture = page.locator("img.painting");
        Object first = picture.evaluate(PIXELS);
        page.waitForCondition(() -> !first.equals(picture.evaluate(PIXELS)));
        assertThat(page.locator("loss-chart li button")).hasCount(5);
        assertThat(page.locator("loss-chart canvas")).isVisible();
        assertThat(page).hasTitle(Pattern.compile("\\d+ % · Impasto"));
        SteeringPageIT.stop(page);
        assertThat(open.errors()).isEmpty();
    }

    @Test
    void aReloadKeepsWhatTheChartShowed(OpenPage open, RunningStack stack) {
        Page page = SteeringPageIT.painting(open, stack);
        Locator chart = page.locator("loss-chart");
        Object first = chart.evaluate("chart => chart.points[0].evaluation");
        page.reload();
        chart.locator("li").first().waitFor();
        assertThat(chart.evaluate("chart => chart.points[0].evaluation")).isEqualTo(first);
        SteeringPageIT.stop(page);
    }

    @Test
    void aGatewayThatDiesIsSaidAndItsSuccessorIsFollowed(OpenPage open, RunningStack stack) {
        Page page = SteeringPageIT.painting(open, stack);
        Locator chart = page.locator("loss-chart");
        Locator offline = page.locator("watch-view .offline");
        stack.withoutGateway(() -> assertThat(offline).hasText("Connection lost. Reconnecting…"));
        int before = evaluations(chart);
        assertThat(offline).isHidden(new LocatorAssertions.IsHiddenOptions().setTimeout(30_000));
        page.waitForCondition(() -> evaluations(chart) > before);
        SteeringPageIT.stop(page);
    }

    @Test
    void theQueueShortensAsOthersLeaveIt(OpenPage open, RunningStack stack) {
        Page page = SteeringPageIT.painting(open, stack);
        String painted = page.url();
        page.evaluate(
                """
                async () => {
                  const json = async (url, request) => (await fetch(url, request)).json();
                  const { content, styles } = await json(`/v1/transfers/${location.hash.slice(12)}`);
                  const ask = () => json('/v1/transfers', {
                    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ content, styles }),
                  });
                  window.before = (await ask()).id;
                  location.hash = `#/transfers/${(await ask()).id}`;
                }""");
        assertThat(page.locator("watch-view aside")).containsText("Number 2 in the queue");
        page.evaluate("() => fetch(`/v1/transfers/${window.before}`, { method: 'DELETE' })");
        assertThat(page.locator("watch-view aside")).containsText("Number 1 in the queue");
        SteeringPageIT.stop(page);
        page.navigate(painted);
        SteeringPageIT.stop(page);
    }

    private static int evaluations(Locator chart) {
        return (int) chart.evaluate("chart => chart.points.at(-1).evaluation");
    }

    @Test
    void whatIsNotThereIsSaidInWords(OpenPage open, RunningStack stack) {
        Page page = open.open(stack.gateway().resolve("/#/transfers/0b6f7a52-6d1c-4a53-9d5e-3e0d7a1f4c99"));
        assertThat(page.locator("painting-view")).containsText("There is no such painting");
    }
}
