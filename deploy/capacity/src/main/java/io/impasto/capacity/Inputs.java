package io.impasto.capacity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Everything that the model is told.
 *
 * @param load how many paintings come
 * @param paintings what they are like; the shares add up to 1
 * @param devices what can paint them
 * @param service what everything around the painting takes and bears
 */
record Inputs(Load load, List<Painting> paintings, List<Device> devices, Service service) {

    private static final double SHARES_APART = 1e-9;

    /** @throws IllegalArgumentException if the shares don't add up to 1, or there is no device or not all it needs */
    Inputs {
        paintings = List.copyOf(paintings);
        devices = List.copyOf(devices);
        double shares = paintings.stream().mapToDouble(Painting::share).sum();
        if (Math.abs(shares - 1) > SHARES_APART) {
            throw new IllegalArgumentException("the shares of the paintings add up to " + shares + ", not to 1");
        }
        if (devices.isEmpty()) {
            throw new IllegalArgumentException("there is no device");
        }
        for (Device device : devices) {
            for (Painting painting : paintings) {
                if (!device.secondsPerMegapixel().containsKey(painting.network())) {
                    throw new IllegalArgumentException(
                            device.name() + " has no secondsPerMegapixel of " + painting.network());
                }
            }
        }
    }

    /**
     * @param transfersPerDay at a scale of 1
     * @param busiestHour the busiest hour's load over the day's mean
     * @param patience the longest that 95 of 100 paintings of the busiest hour may wait for a worker, seconds
     */
    record Load(Figure transfersPerDay, Figure busiestHour, Figure patience) {

        /** Transfers per second in the busiest hour. */
        double peak(double scale) {
            return scale * transfersPerDay.value() * busiestHour.value() / 86_400;
        }
    }

    /**
     * One kind of painting.
     *
     * @param share of all, 0..1
     * @param pixels of the painting
     * @param evaluations of the network
     * @param previewed how many of them {@code vgg19-slim} does first
     */
    record Painting(String name, double share, String network, long pixels, int evaluations, int previewed) {}

    /**
     * What a worker runs on.
     *
     * @param secondsPerMegapixel of one evaluation, by network; the pyramid and all that comes with a painting are in it
     * @param leastPerEvaluation seconds that an evaluation takes however small it is
     * @param pricePerHour of one worker
     */
    record Device(
            String name, Map<String, Figure> secondsPerMegapixel, Figure leastPerEvaluation, Figure pricePerHour) {

        /** From when a worker has it to its end. */
        double seconds(Painting painting) {
            return (painting.evaluations() - painting.previewed()) * evaluation(painting.network(), painting.pixels())
                    + painting.previewed() * evaluation("vgg19-slim", painting.pixels());
        }

        private double evaluation(String network, long pixels) {
            return Math.max(
                    leastPerEvaluation.value(),
                    pixels / 1e6 * secondsPerMegapixel.get(network).value());
        }
    }

    /**
     * @param handOver for which a worker is taken before each painting, seconds
     * @param acceptedPerSecond by one gateway
     * @param eventsPerTransfer records on {@code impasto.events} beside its progress
     * @param progressPerSecond events while it is painted
     * @param foldedPerSecond events that the thread of one partition folds
     * @param stateBytes heap of each gateway for each transfer that is kept
     * @param gatewayHeap bytes
     * @param retention days that a transfer is kept
     * @param bytesPerEvent over all topics that an event ends in, before replication
     * @param brokerBytesPerSecond of one broker
     * @param resultBytes that remain of a painting beside its previews, per megapixel
     * @param previewBytes of one preview, per megapixel
     * @param previewsPerSecond while it is painted
     * @param checkpointBytes of one checkpoint, per megapixel
     * @param checkpointInterval seconds
     * @param storeBytesPerSecond of one store node
     * @param locks records of one partition that a share group lets be taken at once
     * @param queuePartitions of {@code impasto.requests}
     * @param eventPartitions of {@code impasto.events}
     * @param storedPrice per gigabyte and month
     */
    record Service(
            Figure handOver,
            Figure acceptedPerSecond,
            Figure eventsPerTransfer,
            Figure progressPerSecond,
            Figure foldedPerSecond,
            Figure stateBytes,
            Figure gatewayHeap,
            Figure retention,
            Figure bytesPerEvent,
            Figure brokerBytesPerSecond,
            Figure resultBytes,
            Figure previewBytes,
            Figure previewsPerSecond,
            Figure checkpointBytes,
            Figure checkpointInterval,
            Figure storeBytesPerSecond,
            Figure locks,
            Figure queuePartitions,
            Figure eventPartitions,
            Figure storedPrice) {

        /** On {@code impasto.events}, of a painting that takes so long. */
        double events(double seconds) {
            return eventsPerTransfer.value() + progressPerSecond.value() * seconds;
        }

        /** That remain in the store, of a painting. */
        double kept(Painting painting, double seconds) {
            return painting.pixels()
                    / 1e6
                    * (resultBytes.value() + previewBytes.value() * previewsPerSecond.value() * seconds);
        }

        /** To the store, of a painting, checkpoints included. */
        double written(Painting painting, double seconds) {
            double checkpoints = Math.floor(seconds / checkpointInterval.value());
            return kept(painting, seconds) + painting.pixels() / 1e6 * checkpointBytes.value() * checkpoints;
        }
    }

    /** Mean seconds of a painting on a device. */
    double seconds(Device device) {
        return mean(device::seconds);
    }

    /** Mean of something over all paintings that come. */
    double mean(ToDoubleFunction<Painting> what) {
        return paintings.stream()
                .mapToDouble(painting -> painting.share() * what.applyAsDouble(painting))
                .sum();
    }

    /**
     * @throws IOException if the file can't be read
     * @throws IllegalArgumentException for a person, if it holds something else
     */
    static Inputs read(Path file) throws IOException {
        try {
            return new ObjectMapper()
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .readValue(Files.readAllBytes(file), Inputs.class);
        } catch (JsonProcessingException e) {
            String told = e.getOriginalMessage().replaceFirst("Missing creator property '(\\w+)'.*", "$1 is missing");
            throw new IllegalArgumentException(file + ": " + told, e);
        }
    }
}
