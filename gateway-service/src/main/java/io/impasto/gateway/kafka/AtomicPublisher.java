package io.impasto.gateway.kafka;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Publishes records that belong together: those who read what is committed see all of them or none. One group of records at a
 * time; a transaction that this gateway leaves open, because it dies or loses the brokers, is aborted by them soon after
 * {@link KafkaConfig#publishTimeout}, and until then holds up who reads behind it.
 */
@ApplicationScoped
public class AtomicPublisher {

    private final KafkaConfig config;
    private final ReentrantLock turn = new ReentrantLock();
    /** The same for the life of this gateway, so that a new producer ends what the one before left open. */
    private final String transactionalId = "impasto-gateway-" + UUID.randomUUID();

    private KafkaProducer<String, byte[]> producer;

    AtomicPublisher(KafkaConfig config) {
        this.config = config;
    }

    /**
     * Returns where each record lies.
     *
     * @throws KafkaException if they were not taken, or it is not known whether they were
     */
    public List<RecordMetadata> publish(List<ProducerRecord<String, byte[]>> records) {
        await(turn);
        try {
            KafkaProducer<String, byte[]> current = open();
            current.beginTransaction();
            List<Future<RecordMetadata>> places =
                    records.stream().map(current::send).toList();
            current.commitTransaction();
            return places.stream().map(AtomicPublisher::place).toList();
        } catch (KafkaException e) {
            abandon(e);
            throw e;
        } finally {
            turn.unlock();
        }
    }

    private void await(ReentrantLock lock) {
        try {
            if (!lock.tryLock(config.publishTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TimeoutException("others are being published");
            }
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private KafkaProducer<String, byte[]> open() {
        if (producer == null) {
            producer = new KafkaProducer<>(
                    ClientSettings.transactions(config, transactionalId),
                    new StringSerializer(),
                    new ByteArraySerializer());
            producer.initTransactions();
        }
        return producer;
    }

    /** Brokers that did not answer would not hear of an abortion either; the next producer, or time, brings it. */
    private void abandon(KafkaException reason) {
        boolean unheard = reason instanceof TimeoutException
                || reason instanceof InterruptException
                || reason.getCause() instanceof TimeoutException;
        try {
            if (producer != null && !unheard) {
                producer.abortTransaction();
                return;
            }
        } catch (KafkaException | IllegalStateException e) {
            reason.addSuppressed(e);
        }
        discard();
    }

    private void discard() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }

    /** Of a record whose transaction is committed. */
    private static RecordMetadata place(Future<RecordMetadata> committed) {
        try {
            return committed.get();
        } catch (ExecutionException e) {
            throw new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    @PreDestroy
    void close() {
        discard();
    }
}
