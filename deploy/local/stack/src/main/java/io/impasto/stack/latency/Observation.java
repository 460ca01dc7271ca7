package io.impasto.stack.latency;

import io.impasto.stack.client.ServerEvent;

/** When the events of one transfer arrived, after its request was accepted. Times are of {@link System#nanoTime}. */
final class Observation {

    private final long accepted;
    private double startedMillis = Double.NaN;
    private double previewMillis = Double.NaN;
    private double workerSeconds = Double.NaN;

    Observation(long accepted) {
        this.accepted = accepted;
    }

    void see(ServerEvent event, long now) {
        double millis = (now - accepted) / 1e6;
        switch (event.type()) {
            case "transfer.started" -> startedMillis = first(startedMillis, millis);
            case "transfer.progressed" -> {
                if (event.json().has("preview")) {
                    previewMillis = first(previewMillis, millis);
                }
            }
            case "transfer.completed" -> workerSeconds =
                    event.json().path("seconds").asDouble(Double.NaN);
            default -> {
                // what else happens is not measured
            }
        }
    }

    /** Milliseconds from the 202 to {@code transfer.started} on the event stream; NaN if it never came. */
    double acceptedToStarted() {
        return startedMillis;
    }

    /** Milliseconds from {@code transfer.started} to the first preview on the event stream; NaN if it never came. */
    double startedToPreview() {
        return previewMillis - startedMillis;
    }

    /** Milliseconds that the worker says it took, pictures and result included; NaN if the transfer did not complete. */
    double painting() {
        return workerSeconds * 1000;
    }

    private static double first(double known, double now) {
        return Double.isNaN(known) ? now : known;
    }
}
