package io.impasto.stack;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class KafkaBrokerIT {

    @Test
    void recordsAndTopicsSurviveARestartOnAnotherPort(@TempDir Path folder) throws Exception {
        try (KafkaBroker broker = KafkaBroker.start(folder)) {
            Topics.create(broker.bootstrapServers());
            publish(broker, "first");
        }
        try (KafkaBroker broker = KafkaBroker.start(folder)) {
            Topics.create(broker.bootstrapServers());
            assertThat(records(broker)).isEqualTo(1);
            publish(broker, "second");
            broker.kill();
        }
        try (KafkaBroker broker = KafkaBroker.start(folder)) {
            assertThat(records(broker)).isEqualTo(2);
        }
    }

    private static void publish(KafkaBroker broker, String value) throws ExecutionException, InterruptedException {
        Map<String, Object> config = Map.of("bootstrap.servers", broker.bootstrapServers(), "acks", "all");
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(Topics.REQUESTS, 0, "key", value))
                    .get();
        }
    }

    private static long records(KafkaBroker broker) throws ExecutionException, InterruptedException {
        TopicPartition partition = new TopicPartition(Topics.REQUESTS, 0);
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()))) {
            return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                    .partitionResult(partition)
                    .get()
                    .offset();
        }
    }
}
