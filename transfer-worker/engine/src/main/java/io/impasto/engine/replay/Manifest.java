package io.impasto.engine.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.impasto.engine.device.Execution;
import io.impasto.engine.image.ImageCodec;
import io.impasto.engine.network.Hashes;
import io.impasto.engine.transfer.TransferOptions;
import io.impasto.engine.transfer.TransferOutcome;
import io.impasto.engine.transfer.TransferReport;

/**
 * What made a painting, and makes it again: the form of {@code manifest.json} and of the text {@value #KEYWORD} in a PNG. It holds no time,
 * no path and nothing of the machine but what its processor can do, so that the same painting has the same manifest.
 *
 * @param circumstances versions, device, threads
 * @param network that painted the result
 * @param previewNetwork that painted before it; empty if none did
 * @param content SHA-256 of the content's file
 * @param styles SHA-256 of each style's file
 * @param names file names by SHA-256, as a hint where to look
 * @param options with which the painting began, filled in; {@code startImage} is the SHA-256 of its file
 * @param changes on the way, in order
 * @param width of the painting, pixels
 * @param height of the painting, pixels
 * @param memory how it was fitted into memory
 * @param pixels SHA-256 of the painting's pixels, 8 bits each of red, green and blue, row by row; empty where nobody said
 */
public record Manifest(
        Circumstances circumstances,
        Network network,
        Optional<Network> previewNetwork,
        String content,
        List<String> styles,
        Map<String, String> names,
        TransferOptions options,
        List<Change> changes,
        int width,
        int height,
        Optional<Fitting> memory,
        Optional<String> pixels) {

    /** Keyword of the PNG's text chunk that holds it. */
    public static final String KEYWORD = "impasto";

    public Manifest {
        styles = List.copyOf(styles);
        names = Map.copyOf(names);
        changes = List.copyOf(changes);
    }

    /** A network by its name and the SHA-256 of its weights. */
    public record Network(String name, String sha256) {}

    /**
     * Other options for a painting that was under way.
     *
     * @param evaluation after which they took effect, in whatever attempt that was
     * @param options that were changed, as they became
     */
    public record Change(int evaluation, ObjectNode options) {}

    /**
     * What memory there was decides, and what decides the last bits.
     *
     * @param history pairs that L-BFGS kept
     * @param rounded whether it kept them rounded
     * @param tileSides longest side of a tile, for each stage; 0 where it was painted in one piece
     */
    public record Fitting(int history, boolean rounded, List<Integer> tileSides) {}

    /** The files that a painting was made of, by the SHA-256 of what is in them. */
    public record Inputs(String content, List<String> styles, Optional<String> startImage, Map<String, String> names) {}

    /** Of a painting that is finished. */
    public static Manifest of(Execution execution, Inputs inputs, TransferOutcome outcome) {
        TransferReport report = outcome.report();
        TransferOptions began = began(report);
        return new Manifest(
                Circumstances.here(execution),
                new Network(report.network(), report.networkSha256()),
                report.stages().stream()
                        .filter(stage -> !stage.networkSha256().equals(report.networkSha256()))
                        .map(stage -> new Network(stage.network(), stage.networkSha256()))
                        .findFirst(),
                inputs.content(),
                inputs.styles(),
                inputs.names(),
                inputs.startImage()
                        .map(image -> began.toBuilder().startImage(image).build())
                        .orElse(began),
                changes(report.reweightings()),
                report.width(),
                report.height(),
                Optional.of(new Fitting(
                        report.plan().history().pairs(),
                        report.plan().history().rounded(),
                        report.plan().stages().stream()
                                .map(stage -> stage.tileSide().orElse(0))
                                .toList())),
                Optional.of(Hashes.sha256(new ImageCodec().eightBit(outcome.picture()))));
    }

    /** As the JSON object of {@code manifest.json}. */
    public ObjectNode toJson() {
        return ManifestJson.write(this);
    }

    /**
     * Reads what {@link #toJson} wrote, or a {@code manifest.json}; members of other meaning are left aside.
     *
     * @throws ManifestException if it is no manifest, or lacks what it takes to paint again
     * @throws io.impasto.engine.transfer.InvalidOption if its options are none of this version
     */
    public static Manifest read(byte[] json) {
        return ManifestJson.read(json);
    }

    /** What the engine changed on the way, in order: those of one moment together. */
    public static List<Change> changes(List<TransferReport.Reweighting> reweightings) {
        SortedMap<Integer, ObjectNode> changes = new TreeMap<>();
        for (TransferReport.Reweighting one : reweightings) {
            ObjectNode options =
                    changes.computeIfAbsent(one.evaluation() - 1, evaluation -> JsonNodeFactory.instance.objectNode());
            set(options, one.option(), one.to());
        }
        return changes.entrySet().stream()
                .map(change -> new Change(change.getKey(), change.getValue()))
                .toList();
    }

    /** The report has the options of the end: what was changed is taken back, last things first. */
    private static TransferOptions began(TransferReport report) {
        ObjectNode options = report.options().toJson();
        List<TransferReport.Reweighting> undone = new ArrayList<>(report.reweightings());
        for (int i = undone.size() - 1; i >= 0; i--) {
            set(options, undone.get(i).option(), undone.get(i).from());
        }
        return TransferOptions.fromJson(ManifestJson.reread(options));
    }

    /** @param value as JSON; anything else means that the option was left out */
    private static void set(ObjectNode options, String name, String value) {
        try {
            options.set(name, new ObjectMapper().readTree(value));
        } catch (JsonProcessingException leftOut) {
            options.remove(name);
        }
    }
}
