package io.impasto.gateway.quotas;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.impasto.gateway.problems.ProblemException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class QuotasTest {

    private static final Share WAITING = new Share("acme", true, false, 100);
    private static final Share AT_WORK = new Share("acme", false, true, 100);

    private final UUID id = UUID.randomUUID();

    @Test
    void withoutLimitsNothingIsRefusedOrSaid() {
        Quotas quotas = Limited.by(Map.of());
        Stream.generate(UUID::randomUUID).limit(500).forEach(each -> quotas.hold(each, "acme"));
        assertThat(quotas.fields("acme")).isEmpty();
    }

    @Test
    void ofRequestsAtTheSameTimeNoMoreThanTheLimitAreTaken() {
        Quotas quotas = Limited.by(Map.of("quotas.queued", 7));
        long taken = IntStream.range(0, 64)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> isTaken(quotas, UUID.randomUUID())))
                .toList()
                .stream()
                .filter(CompletableFuture::join)
                .count();
        assertThat(taken).isEqualTo(7);
    }

    @Test
    void aHeldPlaceBecomesTheTransfersOwn() {
        Quotas quotas = Limited.by(Map.of("quotas.queued", 1, "quotas.pixels", 150));
        quotas.hold(id, "acme");
        quotas.hold(id, 100);
        quotas.move(id, null, WAITING);
        assertThat(quotas.fields("acme")).containsEntry("RateLimit", "\"queued\";r=0, \"pixels\";r=50");
        quotas.release(id);
        assertThat(quotas.fields("acme")).containsEntry("RateLimit", "\"queued\";r=0, \"pixels\";r=50");
        quotas.move(id, WAITING, AT_WORK);
        assertThat(quotas.fields("acme")).containsEntry("RateLimit", "\"queued\";r=1, \"pixels\";r=50");
        quotas.move(id, AT_WORK, null);
        assertThat(quotas.fields("acme")).containsEntry("RateLimit", "\"queued\";r=1, \"pixels\";r=150");
    }

    @Test
    void aPlaceThatWasHeldInVainIsFreeAgain() {
        Quotas quotas = Limited.by(Map.of("quotas.queued", 1, "queue.bound", 1));
        quotas.hold(id, "acme");
        assertRefused(quotas, "queue-full");
        quotas.release(id);
        assertThat(isTaken(quotas, UUID.randomUUID())).isTrue();
    }

    @Test
    void requestsForTheSameTransferHoldOnePlace() {
        Quotas quotas = Limited.by(Map.of("quotas.queued", 1));
        quotas.hold(id, "acme");
        quotas.hold(id, "acme");
        quotas.release(id);
        assertRefused(quotas, "queued");
        quotas.release(id);
        assertThat(isTaken(quotas, UUID.randomUUID())).isTrue();
    }

    @Test
    void whileTooManyAreAtWorkNoOtherIsTaken() {
        Quotas quotas = Limited.by(Map.of("quotas.running", 1));
        quotas.move(id, null, AT_WORK);
        assertRefused(quotas, "running");
    }

    @Test
    void aContentWithMorePixelsThanAreLeftIsRefused() {
        Quotas quotas = Limited.by(Map.of("quotas.pixels", 150));
        quotas.move(UUID.randomUUID(), null, WAITING);
        quotas.hold(id, "acme");
        assertThatThrownBy(() -> quotas.hold(id, 51)).hasMessageContaining("at most 150 pixels");
        quotas.hold(id, 50);
        assertRefused(quotas, "pixels");
    }

    @Test
    void aTenantCanHaveLimitsOfItsOwn() {
        Quotas quotas = Limited.by(Map.of("quotas.queued", 1, "quotas.running", 3, "quotas.tenants.big.queued", 50));
        assertThat(quotas.fields("acme"))
                .containsEntry("RateLimit-Policy", "\"queued\";q=1;qu=\"transfers\", \"running\";q=3;qu=\"transfers\"");
        assertThat(quotas.fields("big")).containsEntry("RateLimit", "\"queued\";r=50, \"running\";r=3");
    }

    private static boolean isTaken(Quotas quotas, UUID id) {
        try {
            quotas.hold(id, "acme");
            return true;
        } catch (ProblemException e) {
            return false;
        }
    }

    private static void assertRefused(Quotas quotas, String reason) {
        assertThatThrownBy(() -> quotas.hold(UUID.randomUUID(), "acme"))
                .isInstanceOfSatisfying(ProblemException.class, refused -> assertThat(
                                refused.problem().type() + " "
                                        + refused.problem().members().get("limit"))
                        .contains(reason));
    }
}
