package io.impasto.acceptance.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import io.impasto.acceptance.RunningStack;
import io.impasto.acceptance.WithStack;

import static org.assertj.core.api.Assertions.assertThat;

/** The page adjusts colours to the level as the contract's examples say, which hold command line and renditions, too. */
@ExtendWith({WithStack.class, WithBrowser.class})
@Timeout(120)
class AdjustmentFormulasIT {

    private static final Path EXAMPLES = Path.of(
            System.getProperty("impasto.root"), "gateway-service/src/main/resources/contract/examples/adjustment.json");

    /** How many of the examples the page computes otherwise; pixels are RGBA there. */
    private static final String EXAMPLES_APART =
            """
            async (examples) => {
              const { adjust } = await import('/page/finish/adjustment.js');
              const rgba = (pixels) => Uint8ClampedArray.from(pixels.flatMap((rgb) => [...rgb, 255]));
              return JSON.parse(examples).filter(({ adjustment, painting, content, result }) => {
                const into = new Uint8ClampedArray(4 * painting.length);
                adjust(rgba(painting), rgba(content), adjustment, into);
                return into.join() !== rgba(result).join();
              }).length;
            }""";

    @Test
    void thePageComputesTheExamplesOfTheContract(OpenPage open, RunningStack stack) throws IOException {
        String examples = Files.readString(EXAMPLES);
        assertThat(new ObjectMapper().readTree(examples)).isNotEmpty();
        assertThat(open.open(stack.gateway()).evaluate(EXAMPLES_APART, examples))
                .isEqualTo(0);
    }
}
