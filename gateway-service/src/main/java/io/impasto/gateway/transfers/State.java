package io.impasto.gateway.transfers;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a transfer stands. */
public enum State {
    /** Waits for a worker. */
    @JsonProperty("queued")
    QUEUED,
    /** A worker has it and fetches what it needs. */
    @JsonProperty("starting")
    STARTING,
    /** A worker paints. */
    @JsonProperty("running")
    RUNNING,
    /** Rests, without a worker, until it is resumed. */
    @JsonProperty("paused")
    PAUSED,
    /** Is to end, and a worker must still let go. */
    @JsonProperty("cancelling")
    CANCELLING,
    /** The painting is stored. */
    @JsonProperty("succeeded")
    SUCCEEDED,
    /** It cannot be done, or its attempts are used up. */
    @JsonProperty("failed")
    FAILED,
    /** It was ended as someone asked. */
    @JsonProperty("cancelled")
    CANCELLED,
    /** Its deadline came before its end. */
    @JsonProperty("expired")
    EXPIRED;

    /** Whether nothing follows it. */
    public boolean terminal() {
        return compareTo(SUCCEEDED) >= 0;
    }

    /** Whether a worker has the transfer. */
    public boolean atWork() {
        return this == STARTING || this == RUNNING || this == CANCELLING;
    }
}
