package io.impasto.stack;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * The topics of the contract, with their settings.
 *
 * <p>The queue has one partition: a share group gives each partition to one worker while there are fewer workers than
 * partitions, and jobs would wait behind a busy worker though others are idle. Events and controls have as
 * many as the queue: the gateway folds all three into one state per transfer, and reads them partition by partition.
 */
public final class Topics {

    public static final String REQUESTS = "impasto.requests";
    public static final String EVENTS = "impasto.events";
    public static final String CONTROLS = "impasto.controls";
    public static final String TRANSFERS = "impasto.transfers";
    public static final String DELIVERIES = "impasto.deliveries";
    /** Has no dead letters: who announces something that can't be read is passed over, and announces itself again. */
    public static final String WORKERS = "impasto.workers";

    private static final int PARTITIONS = 6;
    private static final String DAY = String.valueOf(Duration.ofDays(1).toMillis());
    private static final Map<String, String> WEEK = kept(Duration.ofDays(7));
    private static final Map<String, String> MONTH = kept(Duration.ofDays(30));

    /** What was overtaken, such as the state before a removal, stays a day and until the partition's next record. */
    private static final Map<String, String> LATEST_PER_KEY =
            Map.of("cleanup.policy", "compact", "min.cleanable.dirty.ratio", "0.1", "max.compaction.lag.ms", DAY);

    /** Workers whose names do not come again are forgotten in the end. */
    private static final Map<String, String> LATEST_OF_A_DAY =
            Map.of("cleanup.policy", "compact,delete", "retention.ms", DAY);

    private Topics() {}

    /** Where records of a topic go that cannot be read. */
    public static String deadLetters(String topic) {
        return topic + ".dlq";
    }

    /** The topic that the dead letters of a topic were meant for. */
    public static String origin(String deadLetters) {
        return deadLetters.substring(0, deadLetters.length() - ".dlq".length());
    }

    /** Those that have dead letters. */
    public static List<String> names() {
        return List.of(REQUESTS, EVENTS, CONTROLS, TRANSFERS, DELIVERIES);
    }

    /** Creates those that are missing, and leaves the others as they are. */
    public static void create(String bootstrapServers) {
        Map<String, Object> config = Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        try (Admin admin = Admin.create(config)) {
            for (KafkaFuture<Void> created : admin.createTopics(all()).values().values()) {
                awaitCreated(created);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while creating topics", e);
        }
    }

    private static void awaitCreated(KafkaFuture<Void> created) throws InterruptedException {
        try {
            created.get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException(
                        "cannot create topics: " + e.getCause().getMessage(), e);
            }
        }
    }

    /** All topics, dead letters included. */
    public static List<NewTopic> all() {
        return Stream.concat(
                        Stream.of(
                                topic(REQUESTS, 1, WEEK),
                                topic(EVENTS, 1, WEEK),
                                topic(CONTROLS, 1, WEEK),
                                topic(TRANSFERS, PARTITIONS, LATEST_PER_KEY),
                                topic(DELIVERIES, PARTITIONS, WEEK),
                                topic(WORKERS, 1, LATEST_OF_A_DAY)),
                        names().stream().map(name -> topic(deadLetters(name), 1, MONTH)))
                .toList();
    }

    /** The broker forgets a segment as a whole, once its last record is old enough; one is begun each day. */
    private static Map<String, String> kept(Duration time) {
        return Map.of("retention.ms", String.valueOf(time.toMillis()), "segment.ms", DAY);
    }

    private static NewTopic topic(String name, int partitions, Map<String, String> settings) {
        return new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(settings);
    }
}
