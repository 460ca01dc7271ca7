package io.impasto.gateway.events;

/** Types of the CloudEvents in the contract. */
public final class EventTypes {

    public static final String REQUESTED = "io.impasto.transfer.requested.v1";

    public static final String STARTING = "io.impasto.transfer.starting.v1";
    public static final String STARTED = "io.impasto.transfer.started.v1";
    public static final String PROGRESSED = "io.impasto.transfer.progressed.v1";
    public static final String REWEIGHTED = "io.impasto.transfer.reweighted.v1";
    public static final String PAUSED = "io.impasto.transfer.paused.v1";
    public static final String RELEASED = "io.impasto.transfer.released.v1";
    public static final String COMPLETED = "io.impasto.transfer.completed.v1";
    public static final String FAILED = "io.impasto.transfer.failed.v1";
    public static final String CANCELLED = "io.impasto.transfer.cancelled.v1";
    public static final String EXPIRED = "io.impasto.transfer.expired.v1";

    public static final String CANCEL = "io.impasto.transfer.control.cancel.v1";
    public static final String PAUSE = "io.impasto.transfer.control.pause.v1";
    public static final String RESUME = "io.impasto.transfer.control.resume.v1";
    public static final String REWEIGHT = "io.impasto.transfer.control.reweight.v1";
    public static final String PURGE = "io.impasto.transfer.control.purge.v1";

    private static final String PREFIX = "io.impasto.transfer.";

    private EventTypes() {}

    /** Of a report. */
    public static String of(TransferEvent.Report report) {
        return PREFIX + report.name().substring(report.name().indexOf('.') + 1) + ".v1";
    }

    /** What happened, in a word: {@code completed} of {@code io.impasto.transfer.completed.v1}. */
    public static String verb(String type) {
        return type.substring(PREFIX.length(), type.lastIndexOf('.'));
    }
}
