package io.impasto.acceptance.browser;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import io.impasto.acceptance.RunningStack;
import io.impasto.acceptance.WithStack;
import io.impasto.stack.client.GatewayClient;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** What a person sees of a painting on its way. */
@ExtendWith({WithStack.class, WithBrowser.class, LeavesTheWorkerFree.class})
@Timeout(120)
class WatchingPageIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration FIRST_PICTURE = Duration.ofSeconds(1);
    private static final Duration NEXT_PICTURE = Duration.ofMillis(500);
    private static final int TRIES = 4;

    /** Notes in {@code told} each progress that the page is told of and in {@code seen} each picture that it shows, in order. */
    private static final String RECORDER =
            """
            (() => {
              window.told = [];
              window.seen = [];
              window.EventSource = class extends EventSource {
                constructor(url) {
                  super(url);
                  this.addEventListener('transfer.progressed', ({ data }) => told.push(JSON.parse(data)));
                }
              };
              const canvas = document.createElement('canvas');
              [canvas.width, canvas.height] = [32, 24];
              const context = canvas.getContext('2d', { willReadFrequently: true });
              const within = (root, name) => root?.querySelector(name)?.shadowRoot;
              (function look() {
                requestAnimationFrame(look);
                const view = within(within(within(document, 'impasto-app'), 'painting-view'), 'watch-view');
                const picture = view?.querySelector('img.painting');
                if (!picture?.complete || !picture.src.includes('/previews/') || picture.src === seen.at(-1)?.src) return;
                context.drawImage(picture, 0, 0, 32, 24);
                seen.push({ src: picture.src, at: Date.now(), pixels: context.getImageData(0, 0, 32, 24).data.join() });
              })();
            })();""";

    /**
     * Which of the pictures told of were shown so far, how many differ, how much was told until the last of them, and the first one's evaluation.
     * Progress is told at most four times a second, and as often where the machine is quick enough.
     */
    private static final String HOW_THEY_CAME =
            """
            () => {
              const path = (src) => new URL(src, location).pathname;
              const previews = told.filter(({ preview }) => preview);
              const order = seen.map(({ src }) => previews.findIndex(({ preview }) => path(preview.href) === path(src)));
              return {
                order,
                different: new Set(seen.map(({ pixels }) => pixels)).size,
                progress: told.indexOf(previews[order.at(-1)]) + 1,
                first: previews[0].evaluation,
              };
            }""";

    @Test
    void eachPictureIsSeenAsItIsPaintedAndTheChartHasALineForEachLayer(OpenPage open, RunningStack stack) {
        open.page().addInitScript(RECORDER);
        Page page = SteeringPageIT.painting(open, stack, Map.of("tvWeight", 1e-7));
        page.waitForFunction("() => seen.length >= 6");
        picturesCameInTime(JSON.valueToTree(page.evaluate(HOW_THEY_CAME)));
        Locator facts = page.locator("watch-view aside");
        assertThat(facts).containsText(Pattern.compile("Evaluation \\d+ of 5000"));
        assertThat(facts).containsText(Pattern.compile("Level \\d of \\d · \\d+ × \\d+"));
        assertThat(facts).containsText(Pattern.compile("[\\d.]+ per second\\s+· (\\d+ min )?\\d+ s left"));
        assertThat(facts).containsText(Pattern.compile("Painted by vgg19-slim \\([0-9a-f]{8}\\) on CPU"));
        everyLayerHasALine(page);
        assertThat(page).hasTitle(Pattern.compile("\\d+ % · Impasto"));
        SteeringPageIT.stop(page);
        assertThat(open.errors()).isEmpty();
    }

    /** The quickest of some paintings counts: the machine may be busy with other things, the page may not. */
    @Test
    void theFirstPictureIsSeenWithinASecondAndTwoInEachSecondAfterIt(OpenPage open, RunningStack stack) {
        open.page().addInitScript(RECORDER);
        GatewayClient gateway = new GatewayClient(stack.gateway());
        Duration first = FIRST_PICTURE.plusDays(1);
        Duration gap = NEXT_PICTURE.plusDays(1);
        for (int i = 0; i < TRIES && (first.compareTo(FIRST_PICTURE) > 0 || gap.compareTo(NEXT_PICTURE) > 0); i++) {
            Page page = SteeringPageIT.painting(open, stack);
            page.waitForFunction("() => seen.length >= 8");
            Instant started = Instant.parse(gateway.transfer(page.url().replaceAll(".*/", ""))
                    .path("startedAt")
                    .asText());
            JsonNode seen = JSON.valueToTree(page.evaluate("() => seen.slice(0, 8).map(({ at }) => at)"));
            Duration whole =
                    Duration.ofMillis(seen.path(7).asLong() - seen.path(0).asLong());
            first = shorter(
                    first,
                    Duration.between(started, Instant.ofEpochMilli(seen.path(0).asLong())));
            gap = shorter(gap, whole.dividedBy(7));
            SteeringPageIT.stop(page);
        }
        assertThat(first).as("from the start to the first picture").isLessThan(FIRST_PICTURE);
        assertThat(gap).as("from one picture to the next, on average").isLessThan(NEXT_PICTURE);
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static void picturesCameInTime(JsonNode came) {
        List<Integer> order = StreamSupport.stream(came.path("order").spliterator(), false)
                .map(JsonNode::asInt)
                .toList();
        int last = order.get(order.size() - 1);
        assertThat(order).as("%s", came).isSorted().doesNotHaveDuplicates();
        assertThat(came.path("different").asInt())
                .as("each is another picture: %s", came)
                .isEqualTo(order.size());
        assertThat(came.path("first").asInt()).as("evaluation of the first").isEqualTo(1);
        assertThat(last).as("every second one at least is shown: %s", came).isLessThan(2 * order.size());
        assertThat(last + 1)
                .as("every second progress has a picture, so that there are two a second: %s", came)
                .isGreaterThanOrEqualTo(came.path("progress").asInt() / 2);
    }

    private static void everyLayerHasALine(Page page) {
        Locator chart = page.locator("loss-chart");
        assertThat(chart.locator("li button")).hasCount(6);
        assertThat(chart.locator("canvas")).isVisible();
        page.waitForCondition(() -> (int) chart.evaluate("chart => chart.points.length") > 9);
        JsonNode lines = JSON.valueToTree(chart.evaluate(LINES));
        assertThat(lines.findValuesAsText("label")).hasSize(6).last().isEqualTo("Smoothing");
        assertThat(lines.path(0).path("label").asText()).startsWith("Content ");
        assertThat(lines).allSatisfy(line -> {
            assertThat(line.path("points").asInt()).as("points of %s", line).isGreaterThan(1);
            assertThat(line.path("pixels").asInt()).as("pixels of %s", line).isGreaterThan(20);
        });
        List<?> decades = (List<?>) chart.evaluate(DECADES);
        assertThat(decades.get(0)).as("a decade takes as much as the next").isEqualTo(decades.get(1));
    }

    /** Each line of the chart: its name, how many points it has, and how many pixels of its colour are drawn. */
    private static final String LINES =
            """
            ({ chart }) => {
              const { canvas } = chart.ctx;
              const { data } = chart.ctx.getImageData(0, 0, canvas.width, canvas.height);
              const drawn = (colour) => {
                const wanted = [1, 3, 5].map((i) => parseInt(colour.slice(i, i + 2), 16));
                let count = 0;
                for (let i = 0; i < data.length; i += 4) {
                  if (data[i + 3] > 128 && wanted.every((value, channel) => Math.abs(value - data[i + channel]) < 24)) count += 1;
                }
                return count;
              };
              return chart.series.slice(1).map(({ label, _stroke }, i) => ({
                label, points: chart.data[i + 1].filter((value) => value > 0).length, pixels: drawn(_stroke),
              }));
            }""";

    /** Pixels from 1 to 10 on the chart's scale, and from 10 to 100. */
    private static final String DECADES =
            "({ chart }) => [1, 10].map((v) => Math.round(chart.valToPos(v, 'y') - chart.valToPos(10 * v, 'y')))";

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
        Page german = page.context().newPage();
        german.addInitScript("localStorage.setItem('language', 'de')");
        german.navigate(page.url());
        german.locator("watch-view loss-chart li").first().waitFor();
        stack.withoutGateway(() -> {
            assertThat(german.locator("watch-view [role=alert]"))
                    .hasText("Verbindung verloren. Wird wiederhergestellt …");
            assertThat(offline).hasText("Connection lost. Reconnecting…");
            page.waitForCondition(() -> page.locator("film-strip")
                    .locator("img")
                    .evaluateAll("all => all.every((it) => it.naturalWidth > 0)")
                    .equals(true));
            open.screenshot("offline");
            assertThat(open.barriers()).isEmpty();
        });
        int before = evaluations(chart);
        assertThat(offline).isHidden(new LocatorAssertions.IsHiddenOptions().setTimeout(30_000));
        page.waitForCondition(() -> evaluations(chart) > before);
        assertThat(german.locator("body > [role=status]")).hasText("Wieder verbunden.");
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

    @Test
    void whatCouldNotBePaintedSaysWhatToDoAndIsChangedAtTheEasel(OpenPage open, RunningStack stack) {
        String failed = new SmallTransfers(stack.gateway()).failing("changed");
        Page page = open.open(stack.gateway().resolve("/#/transfers/" + failed));
        assertThat(page.locator("watch-view .problem"))
                .hasText("The painter does not have the network that was asked for."
                        + " Another can be named under “More options”.");
        assertThat(open.barriers()).isEmpty();
        page.locator("watch-view .changes").click();
        assertThat(page.locator("picture-well#content .well img")).isVisible();
        page.getByText("More options").click();
        assertThat(page.getByLabel("Network")).hasValue("vgg9");
        assertThat(page.getByLabel("Own size")).hasValue("64");
    }

    private static int evaluations(Locator chart) {
        return (int) chart.evaluate("chart => chart.points.at(-1).evaluation");
    }

    @Test
    void whatIsNotThereIsSaidInWords(OpenPage open, RunningStack stack) {
        Page page = open.open(stack.gateway().resolve("/#/transfers/0b6f7a52-6d1c-4a53-9d5e-3e0d7a1f4c99"));
        assertThat(page.locator("painting-view")).containsText("There is no such painting");
        open.screenshot("unknown");
        assertThat(open.barriers()).isEmpty();
    }
}
