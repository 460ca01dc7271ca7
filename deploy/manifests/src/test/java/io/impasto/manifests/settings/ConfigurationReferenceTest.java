package io.impasto.manifests.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import io.impasto.manifests.Repository;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code deploy/docs/configuration.md} says what the services' own documentation says, and all of it. */
class ConfigurationReferenceTest {

    private static final Path FILE = Repository.root().resolve("deploy/docs/configuration.md");

    private static final Map<String, String> SERVICES = new TreeMap<>(Map.of(
            "gateway-service", "gateway-service",
            "storage-service", "storage-service",
            "transfer-worker", "transfer-worker/service"));

    @Test
    void theReferenceIsCompleteAndUpToDate() throws IOException {
        String reference = reference();
        // ./mvnw verify -pl deploy/manifests -am -Dimpasto.write=true writes it anew
        if (Boolean.getBoolean("impasto.write")) {
            Files.writeString(FILE, reference);
        }
        assertThat(FILE).hasContent(reference);
    }

    private static String reference() {
        StringBuilder text = new StringBuilder(
                """
                # Configuration

                Every setting is an environment variable; times are written as `90s`, `15m`, `24h`, sizes as `32M`. This page is made from the
                services' own documentation, and a test holds it to that.
                """);
        SERVICES.forEach((name, module) -> {
            text.append("\n## ").append(name).append("\n\n| Variable | Default | Meaning |\n| --- | --- | --- |\n");
            Settings.of(module).forEach(setting -> text.append("| `")
                    .append(setting.environment())
                    .append("` | ")
                    .append(setting.standard().isEmpty() ? "" : "`" + setting.standard() + "`")
                    .append(" | ")
                    .append(setting.meaning().replace("|", "\\|"))
                    .append(" |\n"));
        });
        return text.toString();
    }
}
