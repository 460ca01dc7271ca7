package io.impasto.gateway.kafka;

import java.util.Map;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/**
 * A thread that reads topics with a consumer of its own once they exist, and begins anew, with another consumer, whenever that
 * ends or fails, until it is stopped. A daemon: it keeps no process alive.
 */
public final class ReadingThread {

    private static final Logger LOG = Logger.getLogger(ReadingThread.class);
    private static final int PAUSE_MILLIS = 300;
    private static final int PATIENCE_MILLIS = 3000;

    /** What is done with the consumer, which is closed afterwards. */
    @FunctionalInterface
    public interface Reading {
        /** Reads until {@link ReadingThread#stopped}, or until it wants to begin anew. */
        void read(KafkaConsumer<byte[], byte[]> consumer) throws InterruptedException;
    }

    private final Broker broker;
    private final Map<String, Object> settings;
    private final Reading reading;
    private final Thread thread;
    private volatile KafkaConsumer<byte[], byte[]> consumer;
    private volatile boolean stopped;

    /**
     * @param name of the thread
     * @param settings of the consumer
     */
    public ReadingThread(String name, Broker broker, Map<String, Object> settings, Reading reading) {
        this.broker = broker;
        this.settings = Map.copyOf(settings);
        this.reading = reading;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Wakes the consumer up, and waits a moment for the thread to end. */
    public void stop() throws InterruptedException {
        stopped = true;
        KafkaConsumer<byte[], byte[]> current = consumer;
        if (current != null) {
            current.wakeup();
        }
        thread.join(PATIENCE_MILLIS);
    }

    public boolean stopped() {
        return stopped;
    }

    private void run() {
        while (!stopped) {
            try {
                if (broker.hasTopics()) {
                    read();
                }
                Thread.sleep(PAUSE_MILLIS);
            } catch (WakeupException | InterruptException | InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warnf("%s: reading from Kafka failed and starts anew: %s", thread.getName(), e.getMessage());
            }
        }
    }

    private void read() throws InterruptedException {
        try (KafkaConsumer<byte[], byte[]> reader =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer = reader;
            reading.read(reader);
        } finally {
            consumer = null;
        }
    }
}
