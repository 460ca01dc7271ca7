package io.impasto.gateway.fold;

import java.time.Duration;
import java.util.Properties;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.StartupEvent;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jboss.logging.Logger;

import io.impasto.gateway.kafka.Broker;
import io.impasto.gateway.kafka.ClientSettings;
import io.impasto.gateway.kafka.KafkaConfig;
import io.impasto.gateway.retention.Retention;
import io.impasto.gateway.transfers.FoldGroup;
import io.impasto.gateway.webhooks.DeliverWebhook;
import io.impasto.gateway.webhooks.DeliveryProcessor;

/**
 * Runs the topology, at least once: the fold does not mind repetition, states are seen within milliseconds instead of at the
 * next transaction's commit, and a gateway that dies leaves no open transaction behind that would hold up the readers.
 */
@ApplicationScoped
public class FoldStreams {

    private static final Logger LOG = Logger.getLogger(FoldStreams.class);

    private final KafkaConfig config;
    private final Broker broker;
    private final DeliverWebhook deliverWebhook;
    private final Retention retention;
    private final Timer lag;
    private final Thread starter = new Thread(this::startOnceTopicsExist, "fold-starter");
    private volatile KafkaStreams streams;
    private volatile boolean stopped;

    FoldStreams(
            KafkaConfig config,
            Broker broker,
            DeliverWebhook deliverWebhook,
            Retention retention,
            MeterRegistry metrics) {
        this.config = config;
        this.broker = broker;
        this.deliverWebhook = deliverWebhook;
        this.retention = retention;
        this.lag = Timer.builder("impasto.fold.lag")
                .description("From an event's publication to its folding")
                .register(metrics);
        starter.setDaemon(true);
    }

    void start(@Observes StartupEvent started) {
        starter.start();
    }

    /** {@code RUNNING}, {@code REBALANCING}, or another state of Kafka Streams; {@code CREATED} while topics are missing. */
    public String state() {
        KafkaStreams current = streams;
        return (current == null ? KafkaStreams.State.CREATED : current.state()).name();
    }

    @PreDestroy
    void stop() throws InterruptedException {
        stopped = true;
        starter.interrupt();
        starter.join(2000);
        if (streams != null) {
            streams.close(CloseOptions.timeout(Duration.ofSeconds(4))
                    .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
        }
    }

    private void startOnceTopicsExist() {
        try {
            while (!broker.hasTopics()) {
                if (stopped) {
                    return;
                }
                Thread.sleep(300);
            }
        } catch (InterruptedException e) {
            return;
        }
        KafkaStreams fresh = new KafkaStreams(
                FoldTopology.of(
                        () -> new FoldProcessor(retention, config.cloudeventsMode(), lag::record),
                        () -> new DeliveryProcessor(
                                deliverWebhook, FoldTopology.DELIVERY_STORE, FoldTopology.DELIVERY_DEAD_LETTERS)),
                settings());
        fresh.setUncaughtExceptionHandler(failure -> {
            LOG.errorf(failure, "The fold failed and starts anew");
            pause();
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
        streams = fresh;
        fresh.start();
    }

    private Properties settings() {
        Properties settings = new Properties();
        settings.putAll(ClientSettings.common(config));
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, FoldGroup.ID);
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 500);
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
        settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.ACKS_CONFIG), "all");
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.BUFFER_MEMORY_CONFIG), 8L << 20);
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG), ClientSettings.COMMITTED);
        // Of its changelogs, when they are made: what was overtaken, a removed transfer's state included, is not kept
        // for long.
        settings.put(
                StreamsConfig.topicPrefix(TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG),
                String.valueOf(Duration.ofDays(1).toMillis()));
        // A gateway that is gone without a word is replaced after six seconds; the least that brokers allow by default.
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 6000);
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 2000);
        return settings;
    }

    private static void pause() {
        try {
            Thread.sleep(1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
