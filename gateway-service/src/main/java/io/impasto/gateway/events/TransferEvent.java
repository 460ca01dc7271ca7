package io.impasto.gateway.events;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Something that happened to a transfer. */
public sealed interface TransferEvent {

    /** What every event has. */
    Head head();

    default UUID transfer() {
        return head().transfer();
    }

    default Instant time() {
        return head().time();
    }

    default Position position() {
        return head().position();
    }

    /**
     * @param id the event's own id, {@code ce_id}
     * @param transfer whose event it is, {@code ce_subject}
     * @param time when it happened, {@code ce_time}, else the record's timestamp
     * @param position where it lies in its topic
     */
    record Head(String id, UUID transfer, Instant time, Position position) {}

    /** Someone wants a painting. Lies in {@code impasto.requests}; all others in {@code impasto.events}. */
    record Requested(Head head, TransferRequest request) implements TransferEvent {}

    /** What a worker says about an attempt. The data is carried along whole, so that members of later versions survive. */
    sealed interface Report extends TransferEvent {
        /** Delivery count of the queue record, from 1; a higher one overrules a lower one. */
        int attempt();

        ObjectNode data();

        /** Name on the event stream. */
        String name();
    }

    /** A worker has begun an attempt. */
    record Started(Head head, int attempt, ObjectNode data) implements Report {
        @Override
        public String name() {
            return "transfer.started";
        }
    }

    /** An attempt has come as far as {@code evaluation}, from 1. */
    record Progressed(Head head, int attempt, int evaluation, ObjectNode data) implements Report {
        @Override
        public String name() {
            return "transfer.progressed";
        }
    }

    /** The painting is stored. */
    record Completed(Head head, int attempt, ObjectNode data) implements Report {
        @Override
        public String name() {
            return "transfer.completed";
        }
    }

    /** The transfer cannot be done, or its attempts are used up. */
    record Failed(Head head, int attempt, ObjectNode data) implements Report {
        @Override
        public String name() {
            return "transfer.failed";
        }
    }
}
