package io.impasto.gateway.events;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Something that happened to a transfer, or that someone wants of it. */
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
     * @param trace whose doing it is
     */
    record Head(String id, UUID transfer, Instant time, Position position, Trace trace) {

        /** The same, now that the record lies in its topic. */
        public Head at(Position place) {
            return new Head(id, transfer, time, place, trace);
        }
    }

    /**
     * Someone wants a painting. Lies in {@code impasto.requests}.
     *
     * @param priorAttempts attempts before it was put into the queue anew; 0 of a new request
     */
    record Requested(Head head, TransferRequest request, int priorAttempts) implements TransferEvent {

        /** The same, now that it lies in its topic. */
        public Requested at(Position position) {
            return new Requested(head.at(position), request, priorAttempts);
        }
    }

    /** What is wished of a transfer. Lies in {@code impasto.controls}. */
    sealed interface Control extends TransferEvent {}

    /** It is to end as soon as may be. */
    record Cancel(Head head) implements Control {}

    /** It is to rest, without a worker, until it is resumed. */
    record Pause(Head head) implements Control {}

    /** It is to go on. */
    record Resume(Head head) implements Control {}

    /** It is to go on with other weights. */
    record Reweight(Head head, ObjectNode change) implements Control {}

    /** It is to end, and nothing of it is to be kept. */
    record Purge(Head head) implements Control {}

    /**
     * What is said about an attempt, in {@code impasto.events}. The data is carried along whole, so that members of later
     * versions survive.
     */
    sealed interface Report extends TransferEvent {
        /** Which attempt of the transfer, from 1; a higher one overrules a lower one. */
        int attempt();

        ObjectNode data();

        /** Name on the event stream. */
        String name();
    }

    /** A worker has taken the transfer and fetches what it needs. */
    record Starting(Head head, int attempt, ObjectNode data) implements Report {
        @Override
        public String name() {
            return "transfer.starting";
        }
    }

    /** A worker has begun to paint. */
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

    /** Other weights took effect, or were refused. */
    record Reweighted(Head head, int attempt, ObjectNode data) implements Report {
        @Override
        public String name() {
            return "transfer.reweighted";
        }
    }

    /** The attempt's work is kept, and no worker has the transfer any more, as was asked. */
    record Paused(Head head, int attempt, ObjectNode data) implements Report {
        @Override
        public String name() {
            return "transfer.paused";
        }
    }

    /** A worker has given the transfer back to the queue, unfinished. */
    record Released(Head head, int attempt, ObjectNode data) implements Report {
        @Override
        public String name() {
            return "transfer.released";
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

    /** The transfer has ended as was asked; attempt 0 if none had begun. */
    record Cancelled(Head head, int attempt, ObjectNode data) implements Report {
        @Override
        public String name() {
            return "transfer.cancelled";
        }
    }

    /** The deadline came before the end; attempt 0 if none had begun. */
    record Expired(Head head, int attempt, ObjectNode data) implements Report {
        @Override
        public String name() {
            return "transfer.expired";
        }
    }
}
