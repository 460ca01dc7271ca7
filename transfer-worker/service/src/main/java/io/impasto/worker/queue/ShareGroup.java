package io.impasto.worker.queue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The share group that all workers belong to, and what its members must agree on.
 *
 * @param bootstrapServers addresses of the brokers
 * @param group its name
 * @param topic the queue
 * @param lockDuration for how long the broker holds a record between renewals
 */
public record ShareGroup(String bootstrapServers, String group, String topic, Duration lockDuration) {

    private static final Logger LOG = LoggerFactory.getLogger(ShareGroup.class);

    /** Short, because it is tried again, and a worker that is to end waits for it. */
    private static final int PATIENCE_MILLIS = 3000;

    /**
     * Configures the group on the broker: new groups start with what is already there, what a transaction took back is
     * never delivered, and locks last as said.
     *
     * @throws KafkaException if the broker can't be reached or refuses
     */
    void configure() {
        try (Admin admin = Admin.create(Map.of(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS,
                CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS))) {
            ConfigResource resource = new ConfigResource(ConfigResource.Type.GROUP, group);
            admin.incrementalAlterConfigs(Map.of(
                            resource,
                            List.of(
                                    set("share.auto.offset.reset", "earliest"),
                                    // A sheet's requests are published together, and come together or not at all.
                                    set("share.isolation.level", "read_committed"),
                                    set("share.record.lock.duration.ms", String.valueOf(lockDuration.toMillis())))))
                    .all()
                    .get();
            int partitions = admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get()
                    .get(topic)
                    .partitions()
                    .size();
            if (partitions > 1) {
                LOG.warn(
                        "{} has {} partitions, and a partition goes to one worker while there are fewer workers than "
                                + "partitions: jobs wait behind a busy worker though others are idle. Give it one partition.",
                        topic,
                        partitions);
            }
        } catch (ExecutionException e) {
            throw new KafkaException(
                    "cannot configure share group " + group + ": "
                            + e.getCause().getMessage(),
                    e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while configuring share group " + group, e);
        }
    }

    private static AlterConfigOp set(String key, String value) {
        return new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET);
    }

    /** A new member that takes one record at a time and acknowledges each by itself. */
    KafkaShareConsumer<byte[], byte[]> join() {
        KafkaShareConsumer<byte[], byte[]> consumer = new KafkaShareConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.GROUP_ID_CONFIG,
                        group,
                        ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG,
                        "explicit",
                        // Together: never a second record that waits, locked, behind the first.
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        1,
                        ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG,
                        "record_limit",
                        ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                        1000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.subscribe(List.of(topic));
        return consumer;
    }
}
