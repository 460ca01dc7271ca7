package io.impasto.worker.painting;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LatestTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void whatComesWhileItIsBusyIsReplacedByWhatComesLater() throws InterruptedException {
        List<Integer> handled = new CopyOnWriteArrayList<>();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Latest<Integer> latest = new Latest<>(
                "test",
                number -> {
                    handled.add(number);
                    begun.countDown();
                    awaitQuietly(goOn);
                },
                (waiting, next) -> next);
        latest.offer(1);
        begun.await();
        assertThat(latest.idle()).isFalse();
        latest.offer(2);
        latest.offer(3);
        goOn.countDown();
        latest.close(LONG);
        assertThat(handled).containsExactly(1, 3);
    }

    @Test
    void aFailureDoesNotEndIt() {
        List<Integer> handled = new CopyOnWriteArrayList<>();
        CountDownLatch failed = new CountDownLatch(1);
        Latest<Integer> latest = new Latest<>(
                "test",
                number -> {
                    if (number == 1) {
                        failed.countDown();
                        throw new IllegalStateException("no");
                    }
                    handled.add(number);
                },
                (waiting, next) -> next);
        latest.offer(1);
        awaitQuietly(failed);
        latest.offer(2);
        latest.close(LONG);
        assertThat(handled).containsExactly(2);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
