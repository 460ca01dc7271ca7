package io.impasto.gateway.access;

import java.util.HashMap;
import java.util.Map;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ExposureTest {

    private static final String ISSUER = "impasto.access.oidc.issuer";
    private static final String AUDIENCE = "impasto.access.oidc.audience";

    @Test
    void withoutAnyCredentialsOnlyLoopbackIsListenedTo() {
        assertThatCode(() -> judge("127.0.0.1", Map.of())).doesNotThrowAnyException();
        assertThatThrownBy(() -> judge("0.0.0.0", Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("IMPASTO_ACCESS_OIDC_ISSUER");
    }

    @Test
    void anIssuerOfTokensIsEnoughToListenElsewhere() {
        assertThatCode(() -> judge("0.0.0.0", Map.of(ISSUER, "https://issuer.example", AUDIENCE, "impasto")))
                .doesNotThrowAnyException();
    }

    @Test
    void anIssuerNeedsAnAudience() {
        assertThatThrownBy(() -> judge("127.0.0.1", Map.of(ISSUER, "https://issuer.example")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("IMPASTO_ACCESS_OIDC_AUDIENCE");
    }

    @Test
    void keysAreFetchedInClearTextOnThisMachineOnly() {
        assertThatThrownBy(() -> judge("127.0.0.1", Map.of(ISSUER, "http://192.0.2.1/realm", AUDIENCE, "impasto")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("https");
        AccessTokens local = new AccessTokens(config(Map.of(ISSUER, "http://127.0.0.1:8180", AUDIENCE, "impasto")));
        assertThat(local.accepted()).isTrue();
        local.stop();
    }

    private static void judge(String host, Map<String, String> settings) {
        AccessConfig config = config(settings);
        AccessTokens tokens = new AccessTokens(config);
        try {
            new Exposure(host, config, new ApiKeys(config), tokens).judge(null);
        } finally {
            tokens.stop();
        }
    }

    private static AccessConfig config(Map<String, String> settings) {
        // Quarkus' shorter form of durations is known to Quarkus only.
        Map<String, String> all = new HashMap<>(Map.of(
                "impasto.access.keys-refresh", "PT1S",
                "impasto.access.oidc.refresh", "PT10M",
                "impasto.access.oidc.cooldown", "PT5S",
                "impasto.access.oidc.timeout", "PT5S",
                "impasto.access.oidc.leeway", "PT30S"));
        all.putAll(settings);
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder().withMapping(AccessConfig.class);
        all.forEach(builder::withDefaultValue);
        return builder.build().getConfigMapping(AccessConfig.class);
    }
}
