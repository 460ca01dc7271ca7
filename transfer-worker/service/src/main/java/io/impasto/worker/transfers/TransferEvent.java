package io.impasto.worker.transfers;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;

import io.impasto.engine.objective.Losses;

/** A fact about a transfer: the data of the {@code transfer.*} events that workers publish. */
public sealed interface TransferEvent {

    /** Number of the attempt, over all deliveries and pauses; the fencing token. */
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

    /** A worker has taken the transfer and fetches what it needs. */
    record Starting(int attempt, String worker) implements TransferEvent {
        @Override
        public String verb() {
            return "starting";
        }
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
            JsonNode options,
            Inputs inputs)
            implements TransferEvent {

        /**
         * Ids of the images, where the request named one by address.
         *
         * @param startImage null where there is none, as are those that follow
         * @param pixels of the content
         */
        public record Inputs(
                String content,
                List<String> styles,
                String startImage,
                List<String> contentMasks,
                List<String> styleMasks,
                String contentRegions,
                List<String> styleRegions,
                long pixels) {}

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
            Preview preview,
            Saved checkpoint)
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
                    stored,
                    checkpoint);
        }

        /** The same with word of a checkpoint that was stored since the last event. */
        public Progressed saving(Saved stored) {
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
                    preview,
                    stored);
        }
    }

    /** The stored picture of a checkpoint, numbered over all attempts. */
    record Saved(int number, String name, int evaluation) {}

    /** A stored picture of work in progress. */
    record Preview(int number, String name, String mediaType, int width, int height) {}

    /**
     * Other weights take effect after an evaluation, or are refused.
     *
     * @param control id of the event that asked for them
     * @param change what was asked for
     * @param options as they are from now on; null if refused
     * @param problem why it was refused, else null
     */
    record Reweighted(int attempt, int evaluation, String control, JsonNode change, JsonNode options, Problem problem)
            implements TransferEvent {
        @Override
        public String verb() {
            return "reweighted";
        }
    }

    /**
     * What was done up to an evaluation is kept, and no worker has the transfer, as was asked; 0 if nothing was done.
     *
     * @param checkpoint the last that was stored, if nothing has told of it; else null
     */
    record Paused(int attempt, int evaluation, Saved checkpoint) implements TransferEvent {
        @Override
        public String verb() {
            return "paused";
        }
    }

    /** The record was given back unfinished; {@code evaluation} is null where nothing was painted. */
    record Released(int attempt, Integer evaluation, String reason) implements TransferEvent {
        @Override
        public String verb() {
            return "released";
        }
    }

    /** The transfer ended as was asked; {@code evaluation} is null where nothing was painted. */
    record Cancelled(int attempt, Integer evaluation) implements TransferEvent {
        @Override
        public String verb() {
            return "cancelled";
        }

        @Override
        public boolean terminal() {
            return true;
        }
    }

    /** The deadline came before the end; {@code evaluation} is null where nothing was painted. */
    record Expired(int attempt, Integer evaluation, Problem problem) implements TransferEvent {
        @Override
        public String verb() {
            return "expired";
        }

        @Override
        public boolean terminal() {
            return true;
        }
    }

    /**
     * The painting is stored.
     *
     * @param quality figures of its likeness to its images; null if it was not judged
     */
    record Completed(
            int attempt,
            Network network,
            int evaluations,
            double seconds,
            Losses losses,
            int rollbacks,
            Artifact result,
            List<Artifact> artifacts,
            JsonNode quality)
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
