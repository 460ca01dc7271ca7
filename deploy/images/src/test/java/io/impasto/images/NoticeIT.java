package io.impasto.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.impasto.stack.Installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** {@code NOTICE} says of each library what the bills of materials say, which {@code -Pimages} makes. */
class NoticeIT {

    private static final Path ROOT = Installation.current().root();

    @Test
    void theLicencesAreThoseOfTheBillsOfMaterials() throws IOException {
        List<Path> bills = Stream.of(
                        "gateway-service", "storage-service", "transfer-worker/service", "transfer-worker/engine")
                .map(module -> ROOT.resolve(module).resolve("target/sbom.json"))
                .toList();
        assumeTrue(Notice.areThere(bills), "skipped: ./mvnw -Pimages package makes the bills of materials");
        Path file = ROOT.resolve("NOTICE");
        String text = Notice.of(bills).in(Files.readString(file));
        // ./mvnw -Pimages verify -pl deploy/images -am -Dimpasto.write=true writes it anew
        if (Boolean.getBoolean("impasto.write")) {
            Files.writeString(file, text);
        }
        assertThat(file).hasContent(text);
    }
}
