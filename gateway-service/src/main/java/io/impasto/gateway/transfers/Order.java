package io.impasto.gateway.transfers;

import java.time.Instant;

import io.impasto.gateway.events.Trace;
import io.impasto.gateway.events.TransferRequest;

/**
 * What was asked for, and when.
 *
 * @param event {@code ce_id} of the request that counts, the first one
 * @param again when that was last put into the queue again, or null
 * @param trace whose doing it is
 */
record Order(String event, Instant createdAt, Instant again, TransferRequest request, Trace trace) {

    /** When it was last put into the queue. */
    Instant requestedAt() {
        return again == null ? createdAt : again;
    }

    /** The same, once it was put into the queue at that time, too. */
    Order requestedAt(Instant time) {
        return time.isAfter(requestedAt()) ? new Order(event, createdAt, time, request, trace) : this;
    }
}
