package io.impasto.gateway.web;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ContentSecurityPolicyTest {

    @Test
    void anImportMapIsAllowedByItsHashAndNothingElseInline() {
        String policy = ContentSecurityPolicy.policy("<head><script type=\"importmap\">{}</script></head>");
        assertThat(policy)
                .contains("script-src 'self' 'sha256-RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=';")
                .doesNotContain("unsafe");
    }

    @Test
    void withoutAnImportMapNothingInlineIsAllowed() {
        assertThat(ContentSecurityPolicy.policy("<html></html>")).contains("script-src 'self';");
    }
}
