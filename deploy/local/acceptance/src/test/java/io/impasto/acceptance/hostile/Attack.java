package io.impasto.acceptance.hostile;

import java.util.Map;

/** Something that arrives from outside. */
sealed interface Attack {

    /** An HTTP request. */
    record Request(String method, String path, Map<String, String> headers, byte[] body) implements Attack {}

    /** Bytes on a connection to the gateway, which is to be closed after the answer. */
    record Bytes(byte[] sent) implements Attack {}

    /** A file that is uploaded, and painted if it is taken. */
    record Upload(byte[] file) implements Attack {}

    /** A record in a topic. */
    record Message(String topic, byte[] key, byte[] value, Map<String, String> headers) implements Attack {}
}
