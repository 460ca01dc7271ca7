package io.impasto.worker.painting;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

import io.impasto.worker.controls.Wish.Course;
import io.impasto.worker.queue.Lease;
import io.impasto.worker.queue.Leases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PatienceTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void whatFailsForAWhileIsTriedAgain() {
        AtomicInteger calls = new AtomicInteger();
        Patience patience = new Patience(Leases.held(), LONG);
        String answer = patience.call(() -> {
            if (calls.incrementAndGet() < 3) {
                throw new KafkaException("the broker is away");
            }
            return "done";
        });
        assertThat(answer).isEqualTo("done");
        assertThat(calls).hasValue(3);
    }

    @Test
    void whatFailsForTooLongIsGivenUp() {
        Patience patience = new Patience(Leases.held(), Duration.ZERO);
        assertThatThrownBy(() -> patience.call(() -> {
                    throw new KafkaException("the broker is away");
                }))
                .isInstanceOf(OutOfPatience.class)
                .hasMessage("the broker is away");
    }

    @Test
    void whatIsNotTransientIsNotTriedAgain() {
        AtomicInteger calls = new AtomicInteger();
        Patience patience = new Patience(Leases.held(), LONG);
        assertThatThrownBy(() -> patience.call(() -> {
                    calls.incrementAndGet();
                    throw new IllegalArgumentException("no");
                }))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(calls).hasValue(1);
    }

    @Test
    void aSignalEndsItAtOnce() {
        Lease lease = Leases.lost();
        AtomicInteger calls = new AtomicInteger();
        assertThatThrownBy(() -> new Patience(lease, LONG).call(calls::incrementAndGet))
                .isInstanceOf(Stopped.class);
        assertThat(calls).hasValue(0);
    }

    @Test
    void anotherCourseEndsItWhatIsUnderWayIncluded() {
        AtomicReference<Course> course = new AtomicReference<>(Course.GO_ON);
        Patience patience = new Patience(Leases.held(), LONG).heeding(course::get);
        CompletableFuture<String> never = new CompletableFuture<>();
        assertThat(patience.await(CompletableFuture.completedFuture("done"))).isEqualTo("done");

        CompletableFuture.runAsync(() -> course.set(Course.CANCEL));

        assertThatThrownBy(() -> patience.await(never)).isInstanceOfSatisfying(Turned.class, e -> assertThat(e.course())
                .isEqualTo(Course.CANCEL));
        assertThatThrownBy(() -> patience.call(() -> "too late")).isInstanceOf(Turned.class);
    }
}
