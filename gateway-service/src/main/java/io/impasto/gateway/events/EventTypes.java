package io.impasto.gateway.events;

/** Types of the CloudEvents in the contract. */
public final class EventTypes {

    public static final String REQUESTED = "io.impasto.transfer.requested.v1";
    public static final String STARTED = "io.impasto.transfer.started.v1";
    public static final String PROGRESSED = "io.impasto.transfer.progressed.v1";
    public static final String COMPLETED = "io.impasto.transfer.completed.v1";
    public static final String FAILED = "io.impasto.transfer.failed.v1";

    private EventTypes() {}
}
