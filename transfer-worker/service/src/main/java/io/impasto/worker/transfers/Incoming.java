package io.impasto.worker.transfers;

/** What a record of the queue turns out to be. */
public sealed interface Incoming {

    /** Whose doing it is, if that can be read. */
    default Trace trace() {
        return Trace.NONE;
    }

    /** A request that can be worked on. */
    record Accepted(TransferRequest request) implements Incoming {

        @Override
        public Trace trace() {
            return request.trace();
        }
    }

    /** A request that names its transfer and can't be fulfilled by anyone; {@code request} is the event's id. */
    record Refused(String transfer, String request, Trace trace, Problem problem) implements Incoming {}

    /** A record that can't be read; {@code reason} is for a person. */
    record Unreadable(String reason) implements Incoming {}

    /** An event of a type that is none of ours. */
    record Foreign(String type) implements Incoming {}
}
