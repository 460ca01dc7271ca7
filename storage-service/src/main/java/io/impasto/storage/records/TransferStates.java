package io.impasto.storage.records;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.smallrye.reactive.messaging.annotations.Blocking;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

import io.impasto.storage.artifacts.TransferId;
import io.impasto.storage.store.Bucket;
import io.impasto.storage.store.NewObject;

/**
 * Reads the states of all transfers, keeps the terminal ones, and removes what belongs to those that were purged, or are forgotten. Doing either
 * twice changes nothing, so at-least-once delivery is enough.
 */
@ApplicationScoped
class TransferStates {

    private static final Logger LOG = Logger.getLogger(TransferStates.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final Bucket bucket;
    private final DeadLetters deadLetters;
    private final ObjectReader reader;

    TransferStates(Bucket bucket, DeadLetters deadLetters, ObjectMapper json) {
        this.bucket = bucket;
        this.deadLetters = deadLetters;
        this.reader = json.readerFor(TransferState.class);
    }

    /** Returns when the record is dealt with; its offset is committed only then. */
    @Incoming("transfers")
    @Blocking
    void take(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
        String key = record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8);
        if (record.value() == null) {
            // It was purged long ago: what a worker has stored since, such as its claim of a request that still lay in
            // the queue.
            Optional<TransferId> forgotten = TransferId.of(key);
            if (forgotten.isPresent()) {
                untilDone(() -> purge(forgotten.get()));
            }
            return;
        }
        try {
            TransferState state = TransferState.read(reader, key, record.value());
            if (state.purged()) {
                untilDone(() -> purge(state.transfer()));
            } else if (state.terminal()) {
                untilDone(() -> keep(state, record.value()));
            }
        } catch (TransferState.Unreadable e) {
            LOG.warnf("%s goes to the dead letters: %s", DeadLetters.origin(record), e.getMessage());
            untilDone(() -> deadLetters.send(record, e.getMessage()));
        }
    }

    private void keep(TransferState state, byte[] json) {
        bucket.put(new NewObject(state.transfer().folder() + "record.json", "application/json", Map.of()), json);
    }

    /** Takes away results, previews, checkpoints, claims and the record; what is gone already stays gone. */
    private void purge(TransferId transfer) {
        bucket.keys(transfer.folder()).forEach(bucket::remove);
    }

    /** A store or broker that is away comes back; the record waits, and with it those behind it. */
    private static void untilDone(Runnable work) throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        for (; ; ) {
            try {
                work.run();
                return;
            } catch (RuntimeException e) {
                LOG.debugf("trying again in %s: %s", pause, e.getMessage());
                Thread.sleep(pause.toMillis());
                Duration twice = pause.multipliedBy(2);
                pause = twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
            }
        }
    }
}
