package io.impasto.worker.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

import io.impasto.worker.queue.Lease.Signal;

import static org.assertj.core.api.Assertions.assertThat;

class LeaseTest {

    private static Lease lease(Duration lock, long acquired) {
        return new Lease(new ConsumerRecord<>("queue", 0, 7, null, null), 2, lock, acquired);
    }

    private static Lease fresh() {
        return lease(Duration.ofMinutes(1), System.nanoTime());
    }

    @Test
    void goesOnWhileItIsRenewed() {
        assertThat(fresh().signal()).isEqualTo(Signal.GO_ON);
    }

    @Test
    void isAbandonedWhenItWasNotRenewedInTime() {
        Lease lease = lease(
                Duration.ofSeconds(5), System.nanoTime() - Duration.ofSeconds(6).toNanos());
        List<Signal> heard = new ArrayList<>();
        lease.onSignal(heard::add);
        assertThat(lease.signal()).isEqualTo(Signal.ABANDON);
        assertThat(heard).containsExactly(Signal.ABANDON);
    }

    @Test
    void aLostLeaseIsNotFoundAgain() {
        Lease lease = lease(
                Duration.ofSeconds(5), System.nanoTime() - Duration.ofSeconds(6).toNanos());
        assertThat(lease.signal()).isEqualTo(Signal.ABANDON);
        lease.renewed(System.nanoTime());
        assertThat(lease.signal()).isEqualTo(Signal.ABANDON);
    }

    @Test
    void aDrainingLeaseCanStillBeLost() {
        Lease lease = fresh();
        List<Signal> heard = new ArrayList<>();
        lease.onSignal(heard::add);
        lease.send(Signal.DRAIN);
        lease.send(Signal.ABANDON);
        lease.send(Signal.DRAIN);
        assertThat(heard).containsExactly(Signal.DRAIN, Signal.ABANDON);
    }

    @Test
    void whoListensLateHearsWhatWasSaid() {
        Lease lease = fresh();
        lease.send(Signal.DRAIN);
        List<Signal> heard = new ArrayList<>();
        lease.onSignal(heard::add);
        assertThat(heard).containsExactly(Signal.DRAIN);
    }

    @Test
    void aPauseEndsWithTheSignal() throws InterruptedException {
        Lease lease = fresh();
        lease.send(Signal.DRAIN);
        long begun = System.nanoTime();
        lease.pause(Duration.ofMinutes(1));
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
    }
}
