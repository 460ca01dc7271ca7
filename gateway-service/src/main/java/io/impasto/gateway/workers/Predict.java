package io.impasto.gateway.workers;

import java.util.List;
import java.util.OptionalDouble;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

import io.impasto.gateway.transfers.Transfer;
import io.impasto.gateway.transfers.TransferTable;

/** Says what a painting would take, and what waits before it, before anyone asks for it. */
@Singleton
class Predict {

    /** Of those that wait, so many are looked at; the others are taken to be like them. */
    private static final int LOOKED_AT = 200;
    /** Of a picture that waits only the number of pixels is known: most photographs are 4 to 3. */
    private static final double USUAL_SHAPE = 0.75;

    private static final int USUAL_SIZE = 512;

    private final Workers workers;
    private final TransferTable table;

    Predict(Workers workers, TransferTable table) {
        this.workers = workers;
        this.table = table;
    }

    /** @param options as the client sent them, valid */
    Prediction predict(JsonNode options, int contentWidth, int contentHeight) {
        int width = Predictor.side(contentWidth, contentWidth, contentHeight, options);
        int height = Predictor.side(contentHeight, contentWidth, contentHeight, options);
        List<Announcement> all = workers.now();
        if (all.isEmpty()) {
            return unknown(width, height, "No worker has announced itself.");
        }
        List<Announcement> able = all.stream()
                .filter(worker -> worker.networks().contains(Predictor.network(worker, options)))
                .toList();
        if (able.isEmpty()) {
            return unknown(
                    width,
                    height,
                    "No worker has the network " + options.path("network").asText() + ".");
        }
        Course course = Predictor.course(able.get(0), options, width, height);
        long pixels = (long) width * height;
        List<Announcement> large =
                able.stream().filter(worker -> pixels <= worker.maxPixels()).toList();
        if (large.isEmpty()) {
            long most = able.stream().mapToLong(Announcement::maxPixels).max().orElse(0);
            return prediction(
                    course,
                    width,
                    height,
                    OptionalDouble.empty(),
                    all,
                    "No worker has the memory for so large a painting: the most is " + most + " pixels.");
        }
        OptionalDouble seconds = Predictor.mean(large, options, width, height);
        String reason = seconds.isPresent()
                ? null
                : "No worker has painted with " + course.finest().network()
                        + " yet, so it is not known how long it takes.";
        return prediction(course, width, height, seconds, all, reason);
    }

    private static Prediction unknown(int width, int height, String reason) {
        return new Prediction(width, height, null, null, null, null, null, reason);
    }

    private Prediction prediction(
            Course course, int width, int height, OptionalDouble seconds, List<Announcement> all, String reason) {
        return new Prediction(
                width,
                height,
                course.evaluations(),
                course.levels(),
                course.finest().network(),
                seconds.isPresent() ? rounded(seconds.getAsDouble()) : null,
                rounded(queue(all)),
                reason);
    }

    private double queue(List<Announcement> all) {
        List<Double> atWork =
                table.atWork().stream().map(transfer -> left(transfer, all)).toList();
        List<Double> waiting = table.waiting(LOOKED_AT).stream()
                .map(transfer -> whole(transfer, all))
                .toList();
        return Line.seconds(all.size(), atWork, waiting, Math.max(0, table.waiting() - waiting.size()));
    }

    private static double left(Transfer transfer, List<Announcement> all) {
        JsonNode told = transfer.progress() == null
                ? MissingNode.getInstance()
                : transfer.progress().path("etaSeconds");
        return told.isNumber() ? told.asDouble() : whole(transfer, all);
    }

    private static double whole(Transfer transfer, List<Announcement> all) {
        JsonNode options = transfer.options() == null ? MissingNode.getInstance() : transfer.options();
        int size = options.path("size").asInt(USUAL_SIZE);
        int shorter = (int) Math.max(1, Math.round(USUAL_SHAPE * size));
        return Predictor.mean(all, options, size, shorter).orElse(0);
    }

    private static double rounded(double seconds) {
        return Math.round(seconds * 100) / 100.0;
    }
}
