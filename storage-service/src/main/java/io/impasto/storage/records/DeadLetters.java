package io.impasto.storage.records;

import java.nio.charset.StandardCharsets;

import jakarta.inject.Singleton;

import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Records that cannot be read: passed on as they came, with the reason and the place they came from. */
@Singleton
class DeadLetters {

    private final MutinyEmitter<byte[]> letters;

    DeadLetters(@Channel("transfers-dead-letters") MutinyEmitter<byte[]> letters) {
        this.letters = letters;
    }

    /** Returns when the broker has it for good. */
    void send(ConsumerRecord<byte[], byte[]> poison, String error) {
        RecordHeaders headers = new RecordHeaders(poison.headers().toArray());
        headers.add("impasto-error", utf8(error));
        headers.add("impasto-origin", utf8(origin(poison)));
        letters.sendMessageAndAwait(Message.of(poison.value())
                .addMetadata(OutgoingKafkaRecordMetadata.<byte[]>builder()
                        .withKey(poison.key())
                        .withHeaders(headers)
                        .build()));
    }

    static String origin(ConsumerRecord<?, ?> record) {
        return record.topic() + "-" + record.partition() + "-" + record.offset();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
