package io.impasto.acceptance.browser;

import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import io.impasto.acceptance.RunningStack;
import io.impasto.acceptance.WithStack;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** What a person does with the paintings of before. Each test has a shelf of its own, a label that it looks at alone. */
@ExtendWith({WithStack.class, WithBrowser.class, LeavesTheWorkerFree.class})
@Timeout(180)
class GalleryPageIT {

    private static final HasCountOptions WHILE_IT_PAINTS = new HasCountOptions().setTimeout(90_000);

    @Test
    void allStatesHangThereAndAreToldApart(OpenPage open, RunningStack stack) {
        SmallTransfers transfers = new SmallTransfers(stack.gateway());
        String painted = transfers.quick("states");
        transfers.await(painted, "succeeded");
        String cancelled = transfers.slow("states");
        transfers.cancel(cancelled);
        transfers.await(cancelled, "cancelled");
        String painting = transfers.slow("states");
        transfers.await(painting, "running");
        Page page = shelf(open, stack, "states");
        Locator tiles = page.locator("wall-tile");
        assertThat(tiles).hasCount(3);
        assertThat(tiles.nth(0)).containsText(Pattern.compile("\\d %"));
        assertThat(tiles.nth(1)).containsText("Cancelled");
        assertThat(tiles.nth(2).locator("img").last()).isVisible();
        open.screenshot("gallery");

        filter(page, "Finished").check();
        assertThat(tiles).hasCount(1);
        filter(page, "Failed").check();
        assertThat(tiles).hasCount(1);
        assertThat(tiles).containsText("Cancelled");
        filter(page, "Painting").check();
        assertThat(tiles).hasCount(1);
        transfers.cancel(painting);
        assertThat(page.getByText("No painting is like this at the moment.")).isVisible();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Show all"))
                .click();
        tiles.last().locator("a").click();
        assertThat(page).hasURL(Pattern.compile("#/transfers/[0-9a-f-]{36}$"));
        assertThat(open.errors()).isEmpty();
    }

    @Test
    void aSheetHangsAsOneAndLeadsBackToIt(OpenPage open, RunningStack stack) {
        String group = new SmallTransfers(stack.gateway()).sheet("folded");
        Page page = shelf(open, stack, "folded");
        Locator tile = page.locator("wall-tile");
        assertThat(tile).hasCount(1);
        assertThat(tile).containsText("3 variants");
        assertThat(tile.locator("patient-picture.painting")).hasCount(3, WHILE_IT_PAINTS);
        tile.locator("a").click();
        assertThat(page).hasURL(Pattern.compile("#/sheets/" + group + "$"));
        assertThat(open.errors()).isEmpty();
    }

    @Test
    void olderOnesComeAsOneScrolls(OpenPage open, RunningStack stack) {
        SmallTransfers transfers = new SmallTransfers(stack.gateway());
        String last = "";
        for (int i = 0; i < 30; i++) {
            last = transfers.quick("many");
        }
        Page page = shelf(open, stack, "many");
        Locator tiles = page.locator("wall-tile");
        assertThat(tiles.first()).isVisible();
        tiles.nth(23).scrollIntoViewIfNeeded();
        assertThat(tiles).hasCount(30);
        assertThat(page.locator("#more")).hasCount(0);
        transfers.await(last, "succeeded");
    }

    @Test
    void severalAreDeletedInAllTabsAndBroughtBackForAMoment(OpenPage open, RunningStack stack) {
        SmallTransfers transfers = new SmallTransfers(stack.gateway());
        for (int i = 0; i < 3; i++) {
            transfers.await(transfers.quick("deleted"), "succeeded");
        }
        Page page = shelf(open, stack, "deleted");
        Locator tiles = page.locator("wall-tile");
        assertThat(tiles).hasCount(3);
        Page other = page.context().newPage();
        other.navigate(page.url());
        other.getByLabel("Label").selectOption("shelf:deleted");
        Locator others = other.locator("wall-tile");
        assertThat(others).hasCount(3);

        tiles.nth(0).locator("input").check();
        tiles.nth(2).locator("input").check();
        assertThat(page.getByText("2 selected")).isVisible();
        page.locator("#remove").click();
        assertThat(tiles).hasCount(1);
        assertThat(others).hasCount(1);
        page.getByText("Undo").click();
        assertThat(tiles).hasCount(3);
        assertThat(others).hasCount(3);
        assertThat(transfers.count("deleted")).isEqualTo(3);
        Locator heard = page.locator("body > [role=status]");
        assertThat(heard).hasText("2 brought back");

        page.locator("wall-tile a").first().focus();
        page.keyboard().press("Delete");
        assertThat(tiles).hasCount(2);
        page.locator("wall-tile a").first().focus();
        page.keyboard().press("Delete");
        assertThat(tiles).hasCount(1);
        assertThat(page.getByText("2 deleted")).isVisible();
        assertThat(page.locator("wall-tile a")).isFocused();
        page.getByText("Undo").click();
        assertThat(tiles).hasCount(3);
        assertThat(page.locator("wall-tile a").first()).isFocused();
        assertThat(others).hasCount(3);

        tiles.nth(1).locator("a").focus();
        page.keyboard().press("Delete");
        assertThat(tiles).hasCount(2);
        page.waitForCondition(
                () -> transfers.count("deleted") == 2, new Page.WaitForConditionOptions().setTimeout(30_000));
        assertThat(others).hasCount(2);
        assertThat(open.errors()).isEmpty();
    }

    @Test
    void whoLeavesHasMadeUpTheirMind(OpenPage open, RunningStack stack) {
        SmallTransfers transfers = new SmallTransfers(stack.gateway());
        transfers.await(transfers.quick("left"), "succeeded");
        Page page = shelf(open, stack, "left");
        page.locator("wall-tile a").focus();
        page.keyboard().press("Delete");
        assertThat(page.getByText("Undo")).isVisible();
        page.navigate("about:blank");
        page.waitForCondition(
                () -> transfers.count("left") == 0, new Page.WaitForConditionOptions().setTimeout(30_000));
    }

    @Test
    void nothingOverflowsOnASmallPhone(OpenPage open, RunningStack stack) {
        new SmallTransfers(stack.gateway()).quick("phone");
        open.page().setViewportSize(320, 640);
        Page page = shelf(open, stack, "phone");
        page.locator("wall-tile input").first().check();
        assertThat(page.locator("#remove")).isVisible();
        assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(320);
        assertThat(open.barriers()).isEmpty();
    }

    /** Tiles have names that begin like a filter's. */
    private static Locator filter(Page page, String name) {
        return page.getByLabel(name, new Page.GetByLabelOptions().setExact(true));
    }

    private static Page shelf(OpenPage open, RunningStack stack, String shelf) {
        Page page = open.open(stack.gateway().resolve("/#/paintings"));
        page.getByLabel("Label").selectOption("shelf:" + shelf);
        return page;
    }
}
