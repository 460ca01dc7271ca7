package io.impasto.storage.records;

import java.io.IOException;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectReader;

import io.impasto.storage.artifacts.TransferId;

/**
 * What is read of a transfer's state (contract: {@code transfer.v1}); the record keeps all of it.
 *
 * @param id the transfer's UUID
 * @param state such as {@code running}
 * @param purgedAt when everything of the transfer was given up; null while it is kept
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record TransferState(String id, String state, String purgedAt) {

    private static final Set<String> TERMINAL = Set.of("succeeded", "failed", "cancelled", "expired");

    /** States that come later than this version are not terminal to it. */
    boolean terminal() {
        return TERMINAL.contains(state);
    }

    /** Whether nothing of the transfer is to be kept. */
    boolean purged() {
        return purgedAt != null;
    }

    /**
     * @param reader for this class
     * @throws Unreadable if the value is not a state of the transfer that the key names
     */
    static TransferState read(ObjectReader reader, String key, byte[] value) throws Unreadable {
        TransferState read;
        try {
            read = reader.readValue(value);
        } catch (IOException e) {
            throw new Unreadable("the value is not the JSON of a transfer");
        }
        if (read == null || (read.state == null && !read.purged())) {
            throw new Unreadable("the value has no state");
        }
        TransferId id = TransferId.of(read.id).orElseThrow(() -> new Unreadable("the value's id is not a UUID"));
        if (!TransferId.of(key).equals(java.util.Optional.of(id))) {
            throw new Unreadable("the key is not the value's id");
        }
        return read;
    }

    TransferId transfer() {
        return TransferId.of(id).orElseThrow();
    }

    /** A record that will never be readable. */
    static final class Unreadable extends Exception {

        private static final long serialVersionUID = 1L;

        Unreadable(String message) {
            super(message, null, false, false);
        }
    }
}
