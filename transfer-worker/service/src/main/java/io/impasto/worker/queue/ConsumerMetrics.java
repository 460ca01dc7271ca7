package io.impasto.worker.queue;

import org.apache.kafka.clients.consumer.KafkaShareConsumer;

/** What a share consumer says of itself only through its metrics. */
final class ConsumerMetrics {

    private ConsumerMetrics() {}

    /** How many fetches were answered: none before the group was joined, a partition assigned and its leader reached. */
    static double fetches(KafkaShareConsumer<?, ?> consumer) {
        return consumer.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("fetch-total"))
                .mapToDouble(metric -> metric.getValue().metricValue() instanceof Double count ? count : 0)
                .sum();
    }
}
