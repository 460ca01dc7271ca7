package io.impasto.gateway.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** Questions to the broker itself: does it answer, are the topics there. */
@ApplicationScoped
public class Broker {

    private static final int LIMIT_MS = 1500;

    private final Admin admin;

    Broker(KafkaConfig config) {
        Map<String, Object> settings = new HashMap<>(ClientSettings.common(config));
        settings.put(AdminClientConfig.CLIENT_ID_CONFIG, "impasto-gateway-admin");
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, LIMIT_MS);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, LIMIT_MS);
        admin = Admin.create(settings);
    }

    /** Whether a broker answers within 1.5 seconds. */
    public boolean answers() {
        return ask(admin.describeCluster(new DescribeClusterOptions().timeoutMs(LIMIT_MS))
                        .clusterId())
                != null;
    }

    /** Whether all {@link Topics#ALL} exist. */
    public boolean hasTopics() {
        Set<String> names = ask(
                admin.listTopics(new ListTopicsOptions().timeoutMs(LIMIT_MS)).names());
        return names != null && names.containsAll(Topics.ALL);
    }

    /**
     * How many records of the topic the share group is not done with, those included that its members have; nothing while the
     * broker does not say. A group that has not begun yet is not done with any.
     */
    public OptionalLong lag(String group, String topic) {
        List<TopicPartition> partitions = partitions(topic);
        if (partitions.isEmpty()) {
            return OptionalLong.empty();
        }
        Map<TopicPartition, ListOffsetsResultInfo> starts = offsets(partitions, OffsetSpec.earliest());
        Map<TopicPartition, ListOffsetsResultInfo> ends = offsets(partitions, OffsetSpec.latest());
        Map<TopicPartition, SharePartitionOffsetInfo> places = places(group, partitions);
        if (starts == null || ends == null || places == null) {
            return OptionalLong.empty();
        }
        long lag = 0;
        for (TopicPartition partition : partitions) {
            SharePartitionOffsetInfo place = places.get(partition);
            long from = place == null || place.startOffset() < 0
                    ? starts.get(partition).offset()
                    : place.startOffset();
            long all = ends.get(partition).offset() - from;
            // Of what lies behind the first that is not done with, only the broker knows how much is.
            lag += place == null ? all : place.lag().filter(known -> known >= 0).orElse(all);
        }
        return OptionalLong.of(lag);
    }

    /** How many records were ever written to the topic, as far as its offsets say; nothing while the broker does not. */
    public OptionalLong written(String topic) {
        List<TopicPartition> partitions = partitions(topic);
        Map<TopicPartition, ListOffsetsResultInfo> ends =
                partitions.isEmpty() ? null : offsets(partitions, OffsetSpec.latest());
        return ends == null
                ? OptionalLong.empty()
                : OptionalLong.of(ends.values().stream()
                        .mapToLong(ListOffsetsResultInfo::offset)
                        .sum());
    }

    /** None while the broker does not say, or has no such topic. */
    private List<TopicPartition> partitions(String topic) {
        TopicDescription description =
                ask(admin.describeTopics(List.of(topic), new DescribeTopicsOptions().timeoutMs(LIMIT_MS))
                        .topicNameValues()
                        .get(topic));
        return description == null
                ? List.of()
                : description.partitions().stream()
                        .map(partition -> new TopicPartition(topic, partition.partition()))
                        .toList();
    }

    private Map<TopicPartition, SharePartitionOffsetInfo> places(String group, List<TopicPartition> partitions) {
        return ask(
                admin.listShareGroupOffsets(
                                Map.of(group, new ListShareGroupOffsetsSpec().topicPartitions(partitions)),
                                new ListShareGroupOffsetsOptions().timeoutMs(LIMIT_MS))
                        .partitionsToOffsetInfo(group),
                failure -> failure instanceof GroupIdNotFoundException ? Map.of() : null);
    }

    private Map<TopicPartition, ListOffsetsResultInfo> offsets(List<TopicPartition> partitions, OffsetSpec which) {
        Map<TopicPartition, OffsetSpec> asked =
                partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> which));
        return ask(admin.listOffsets(asked, new ListOffsetsOptions().timeoutMs(LIMIT_MS))
                .all());
    }

    @PreDestroy
    void close() {
        admin.close(Duration.ofSeconds(1));
    }

    private static <T> T ask(KafkaFuture<T> question) {
        return ask(question, failure -> null);
    }

    private static <T> T ask(KafkaFuture<T> question, Function<Throwable, T> otherwise) {
        try {
            return question.get(LIMIT_MS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            return otherwise.apply(e.getCause());
        } catch (TimeoutException noAnswer) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
