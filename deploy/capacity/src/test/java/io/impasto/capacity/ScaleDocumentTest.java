package io.impasto.capacity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code deploy/scale.md} has the tables that the model prints; {@code -Dimpasto.write=true} puts them there. */
class ScaleDocumentTest {

    private static final Path ROOT = Path.of(System.getProperty("impasto.root", "."));
    private static final Path DOCUMENT = ROOT.resolve("deploy/scale.md");

    @Test
    void itsTablesAreTheModels() throws IOException {
        Tables tables = new Tables(Inputs.read(ROOT.resolve("deploy/capacity/inputs.json")));
        String written = Files.readString(DOCUMENT);
        String due = written;
        for (Map.Entry<String, String> table : Map.of(
                        "paintings", tables.paintings(),
                        "scales", tables.scales(),
                        "order", tables.order(),
                        "costs", tables.costs(),
                        "figures", tables.figures())
                .entrySet()) {
            String begin = "<!-- " + table.getKey() + " -->";
            String end = "<!-- /" + table.getKey() + " -->";
            assertThat(due).contains(begin, end);
            due = Pattern.compile(Pattern.quote(begin) + ".*?" + Pattern.quote(end), Pattern.DOTALL)
                    .matcher(due)
                    .replaceFirst(Matcher.quoteReplacement(begin + "\n" + table.getValue() + end));
        }
        if (Boolean.getBoolean("impasto.write")) {
            Files.writeString(DOCUMENT, due);
        }
        assertThat(Files.readString(DOCUMENT))
                .as("deploy/scale.md is out of date: ./mvnw test -pl deploy/capacity -Dimpasto.write=true")
                .isEqualTo(due);
    }
}
