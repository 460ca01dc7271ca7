package io.impasto.stack.letters;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

import io.impasto.stack.StackProblem;

/** Makes of a request another one, for a transfer of its own: one that has ended stays ended. */
final class Renewal {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STRUCTURED = "application/cloudevents+json";

    private Renewal() {}

    /** @throws StackProblem if the letter is no request in JSON */
    static ProducerRecord<byte[], byte[]> of(Letter letter, UUID transfer) {
        ObjectNode value = object(letter);
        byte[] id = transfer.toString().getBytes(StandardCharsets.UTF_8);
        List<Header> headers = new ArrayList<>();
        boolean structured = false;
        for (Header header : letter.headers()) {
            boolean contentType = header.key().equalsIgnoreCase("content-type");
            structured |= contentType && new String(header.value(), StandardCharsets.UTF_8).startsWith(STRUCTURED);
            switch (header.key()) {
                case "ce_subject", "ce_id" -> headers.add(new RecordHeader(header.key(), id));
                default -> headers.add(header);
            }
        }
        if (structured) {
            value.put("subject", transfer.toString()).put("id", transfer.toString());
        }
        return letter.again(id, value.toString().getBytes(StandardCharsets.UTF_8), headers);
    }

    private static ObjectNode object(Letter letter) {
        try {
            if (letter.record().value() != null
                    && JSON.readTree(letter.record().value()) instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException e) {
            // Said below, together with what is JSON but no object.
        }
        throw new StackProblem(letter.id() + " is no request that can be read, so it cannot be made anew");
    }
}
