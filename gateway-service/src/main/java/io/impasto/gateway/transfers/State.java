package io.impasto.gateway.transfers;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a transfer stands. In order: a later one is never left for an earlier one. */
public enum State {
    @JsonProperty("queued")
    QUEUED,
    @JsonProperty("running")
    RUNNING,
    @JsonProperty("succeeded")
    SUCCEEDED,
    @JsonProperty("failed")
    FAILED;

    public boolean terminal() {
        return this == SUCCEEDED || this == FAILED;
    }
}
