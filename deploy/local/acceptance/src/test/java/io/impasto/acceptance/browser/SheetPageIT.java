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

/** What a person does with a sheet of small variants. */
@ExtendWith({WithStack.class, WithBrowser.class, LeavesTheWorkerFree.class})
@Timeout(180)
class SheetPageIT {

    private static final HasCountOptions WHILE_IT_PAINTS = new HasCountOptions().setTimeout(90_000);

    @Test
    void aSheetIsWatchedAndTheOneThatPleasesIsPaintedLarge(OpenPage open, RunningStack stack) {
        Page page = open.open(stack.gateway());
        page.locator("#explore").click();
        assertThat(page).hasURL(Pattern.compile("#/sheets/[0-9a-f-]{36}$"));
        Locator tiles = page.locator("variant-tile");
        assertThat(tiles).hasCount(12);
        assertThat(page.locator("variant-tile patient-picture.painting"))
                .not()
                .hasCount(0, new HasCountOptions().setTimeout(60_000));
        open.screenshot("sheet");

        page.reload();
        assertThat(tiles).hasCount(12);
        assertThat(tiles.first()).containsText("Painted");
        tiles.first().getByRole(AriaRole.BUTTON).click();
        page.locator("#cancel-all").click();
        assertThat(page.locator("#cancel-all")).hasCount(0, WHILE_IT_PAINTS);
        page.getByLabel("768 px").check();
        page.locator("#go-on").click();

        assertThat(page).hasURL(Pattern.compile("#/transfers/[0-9a-f-]{36}$"));
        String id = page.url().replaceFirst(".*/", "");
        SmallTransfers transfers = new SmallTransfers(stack.gateway());
        assertThat(transfers.show(id).body().path("continues").asText()).isNotEmpty();
        transfers.await(id, "running");
        assertThat(transfers.show(id).body().path("options").path("size").asInt())
                .isEqualTo(768);
        assertThat(open.errors()).isEmpty();
    }

    @Test
    void twoAreComparedAndTheOriginalIsSeenWhileItsButtonIsHeld(OpenPage open, RunningStack stack) {
        Page page = painted(open, stack, "compared");
        Locator tiles = page.locator("variant-tile button");
        tiles.nth(0).click();
        page.locator("#compare").click();
        tiles.nth(2).click();
        Locator pictures = page.locator("aside variant-picture");
        assertThat(pictures).hasCount(2);
        assertThat(pictures.nth(0)).containsText("faint");
        assertThat(pictures.nth(1)).containsText("strong");
        page.locator("#swap").click();
        assertThat(pictures.nth(0)).containsText("strong");

        Locator original = pictures.nth(0).locator("patient-picture.original");
        assertThat(original).hasCSS("opacity", "0");
        pictures.nth(0).getByRole(AriaRole.BUTTON).focus();
        page.keyboard().down("Space");
        assertThat(original).hasCSS("opacity", "1");
        page.keyboard().up("Space");
        assertThat(original).hasCSS("opacity", "0");
        open.screenshot("sheet-compared");
        assertThat(open.errors()).isEmpty();
        assertThat(open.barriers()).isEmpty();
    }

    @Test
    void theSettingsOfOneAreTakenToTheEasel(OpenPage open, RunningStack stack) {
        Page page = painted(open, stack, "taken");
        page.locator("variant-tile button").nth(2).click();
        page.locator("#take").click();
        assertThat(page).hasURL(Pattern.compile("/#/$"));
        assertThat(page.locator("picture-well#content .well img"))
                .hasAttribute("src", Pattern.compile("/v1/images/[0-9a-f]{64}/content"));
        assertThat(page.evaluate("import('/page/choose/draft.js').then(({draft}) => draft.options.styleWeight)"))
                .isEqualTo(700);
        assertThat(open.errors()).isEmpty();
    }

    @Test
    void aDeletedSheetCanBeBroughtBackForAMoment(OpenPage open, RunningStack stack) {
        SmallTransfers transfers = new SmallTransfers(stack.gateway());
        Page page = painted(open, stack, "brought-back");
        page.locator("#remove-all").click();
        assertThat(page.getByText("There is nothing on this sheet any more.")).isVisible();
        assertThat(transfers.count("brought-back")).isEqualTo(3);
        page.getByText("Undo").click();
        assertThat(page.locator("variant-tile")).hasCount(3);

        page.locator("#remove-all").click();
        assertThat(page.getByText("Undo")).hasCount(0, new HasCountOptions().setTimeout(30_000));
        page.waitForCondition(() -> transfers.count("brought-back") == 0);
        assertThat(open.errors()).isEmpty();
    }

    @Test
    void nothingOverflowsOnASmallPhone(OpenPage open, RunningStack stack) {
        open.page().setViewportSize(320, 640);
        Page page = painted(open, stack, "phone");
        page.locator("variant-tile button").first().click();
        assertThat(page.locator("#go-on")).isInViewport();
        assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(320);
        assertThat(open.barriers()).isEmpty();
    }

    /** A page with a sheet of three variants, painted: faint, none, strong. */
    private static Page painted(OpenPage open, RunningStack stack, String shelf) {
        String group = new SmallTransfers(stack.gateway()).sheet(shelf);
        Page page = open.open(stack.gateway().resolve("/#/sheets/" + group));
        assertThat(page.locator("variant-tile patient-picture.painting")).hasCount(3, WHILE_IT_PAINTS);
        return page;
    }
}
