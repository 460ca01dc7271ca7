package io.impasto.storage.uses;

import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class UseCountsTest {

    private static final ImageUse NORTHS = ImageUse.of("north", "0a".repeat(32)).orElseThrow();
    private static final ImageUse SOUTHS = ImageUse.of("south", "0a".repeat(32)).orElseThrow();
    private static final ImageUse OTHER = ImageUse.of("north", "f0".repeat(32)).orElseThrow();

    private final UseCounts counts = new UseCounts();
    private final UUID first = UUID.randomUUID();
    private final UUID second = UUID.randomUUID();

    @Test
    void anImageIsUsedUntilTheLastTransferLetsGo() {
        counts.set(first, Set.of(NORTHS, OTHER));
        counts.set(second, Set.of(NORTHS));
        counts.set(first, Set.of());
        assertThat(counts.used(NORTHS)).isTrue();
        assertThat(counts.used(OTHER)).isFalse();
        counts.set(second, Set.of());
        assertThat(counts.used(NORTHS)).isFalse();
        assertThat(counts.used(NORTHS.byAnyone())).isFalse();
    }

    @Test
    void tenantsUseTheirOwn() {
        counts.set(first, Set.of(NORTHS));
        assertThat(counts.used(SOUTHS)).isFalse();
        assertThat(counts.used(SOUTHS.byAnyone())).isTrue();
        counts.set(second, Set.of(SOUTHS));
        counts.set(first, Set.of());
        assertThat(counts.used(NORTHS)).isFalse();
        assertThat(counts.used(NORTHS.byAnyone())).isTrue();
    }

    @Test
    void aTransferThatIsReadAgainCountsOnce() {
        counts.set(first, Set.of(NORTHS));
        counts.set(first, Set.of(NORTHS));
        counts.set(first, Set.of(OTHER));
        assertThat(counts.used(NORTHS)).isFalse();
        assertThat(counts.used(OTHER)).isTrue();
        counts.set(second, Set.of());
        counts.set(first, Set.of());
        assertThat(counts.used(OTHER)).isFalse();
    }
}
