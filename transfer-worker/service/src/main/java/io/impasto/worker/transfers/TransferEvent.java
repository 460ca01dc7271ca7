package io.impasto.worker.transfers;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;

import io.impasto.engine.objective.Losses;

/** A fact about a transfer: the data of the {@code transfer.*} events that workers publish. */
public sealed interface TransferEvent {

    /** Delivery count of the request; the fencing token. */
    int attempt();

    /** The CloudEvents type. */
    @JsonIgnore
    default String type() {
        return "io.impasto.transfer." + verb() + ".v1";
    }

    /** The last word of the event's name. */
    @JsonIgnore
    String verb();

    /** Whether nothing follows it. */
    @JsonIgnore
    default boolean terminal() {
        return false;
    }

    /**
     * A worker has begun an attempt.
     *
     * @param evaluations planned, over all levels
     * @param resumedAt evaluation of the checkpoint that this attempt goes on from, or null
     * @param options as they take effect
     */
    record Started(
            int attempt,
            String worker,
            Network network,
            String device,
            int width,
            int height,
            int evaluations,
            Integer resumedAt,
            JsonNode options)
            implements TransferEvent {
        @Override
        public String verb() {
            return "started";
        }
    }

    /**
     * How far an attempt has come.
     *
     * @param network name of the network that paints at the moment; losses of different networks can't be compared
     */
    record Progressed(
            int attempt,
            int evaluation,
            int evaluations,
            String network,
            int level,
            int levels,
            int width,
            int height,
            Losses losses,
            Double evaluationsPerSecond,
            Double etaSeconds,
            Preview preview)
            implements TransferEvent {
        @Override
        public String verb() {
            return "progressed";
        }

        /** The same with a picture to look at. */
        public Progressed showing(Preview stored) {
            return new Progressed(
                    attempt,
                    evaluation,
                    evaluations,
                    network,
                    level,
                    levels,
                    width,
                    height,
                    losses,
                    evaluationsPerSecond,
                    etaSeconds,
                    stored);
        }
    }

    /** A stored picture of work in progress. */
    record Preview(int number, String name, String mediaType, int width, int height) {}

    /** The painting is stored. */
    record Completed(
            int attempt,
            Network network,
            int evaluations,
            double seconds,
            Losses losses,
            int rollbacks,
            Artifact result,
            List<Artifact> artifacts)
            implements TransferEvent {
        @Override
        public String verb() {
            return "completed";
        }

        @Override
        public boolean terminal() {
            return true;
        }
    }

    /** The transfer can't be done, or its attempts are used up. */
    record Failed(int attempt, Problem problem) implements TransferEvent {
        @Override
        public String verb() {
            return "failed";
        }

        @Override
        public boolean terminal() {
            return true;
        }
    }
}
