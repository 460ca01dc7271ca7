package io.impasto.gateway.transfers;

import java.time.Instant;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TransferIdsTest {

    /** The example of RFC 9562, appendix A.4: the DNS namespace and www.example.com. */
    @Test
    void versionFiveIsAsInTheRfc() {
        UUID dns = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");
        assertThat(TransferIds.version5(dns, "www.example.com"))
                .isEqualTo(UUID.fromString("2ed6657d-e927-568b-95e1-2665a8aea6a2"));
    }

    @Test
    void theSameKeyOfTheSameTenantGivesTheSameId() {
        assertThat(TransferIds.ofKey("a", "k")).isEqualTo(TransferIds.ofKey("a", "k"));
        assertThat(TransferIds.ofKey("a", "k")).isNotEqualTo(TransferIds.ofKey("b", "k"));
    }

    @Test
    void freshIdsSortByTime() {
        Instant now = Instant.parse("2026-01-01T12:00:00Z");
        UUID first = TransferIds.fresh(now);
        UUID second = TransferIds.fresh(now.plusMillis(1));
        assertThat(first.version()).isEqualTo(7);
        assertThat(first.variant()).isEqualTo(2);
        assertThat(first.toString()).isLessThan(second.toString());
        assertThat(first.getMostSignificantBits() >>> 16).isEqualTo(now.toEpochMilli());
    }
}
