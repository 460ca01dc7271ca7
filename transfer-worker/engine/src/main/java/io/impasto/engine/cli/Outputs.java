package io.impasto.engine.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import io.impasto.engine.image.ImageCodec;
import io.impasto.engine.image.Layer;
import io.impasto.engine.image.Opacity;
import io.impasto.engine.image.PictureFormat;
import io.impasto.engine.replay.Manifest;
import io.impasto.engine.transfer.TransferListener;
import io.impasto.engine.transfer.TransferOutcome;

/**
 * The files of one painting.
 *
 * @param format of the painting
 * @param quality of a JPEG or WebP, 0 to 1
 * @param saveEvery after how many evaluations each the picture is kept
 */
record Outputs(
        OutputFile painting,
        PictureFormat format,
        float quality,
        Optional<OutputFile> losses,
        Optional<OutputFile> report,
        Optional<OutputFile> manifest,
        Optional<OutputFile> gif,
        Optional<Integer> saveEvery) {

    private static final ImageCodec CODEC = new ImageCodec();

    /** Refuses what can't be written. */
    void check() {
        painting.check();
        CODEC.requireWritable(format);
        Stream.of(losses, report, manifest, gif).flatMap(Optional::stream).forEach(OutputFile::check);
        gif.filter(file -> !file.extension().equals("gif")).ifPresent(file -> {
            throw Failure.usage("--gif must end in .gif, not '" + file.path().getFileName() + "'");
        });
    }

    /**
     * Keeps what is to be seen of the way, while another listener goes first.
     *
     * @param opacity of the painting
     */
    Way way(TransferListener listener, Optional<Opacity> opacity, PrintWriter err) {
        return new Way(listener, this, opacity, err);
    }

    /** @param opacity of the painting */
    void write(TransferOutcome outcome, Optional<Opacity> opacity, Manifest made, Way way) {
        Layer painted = new Layer(outcome.picture(), opacity);
        painting.write(CODEC.encode(
                painted, format, quality, Manifest.KEYWORD, made.toJson().toString()));
        manifest.ifPresent(file -> file.write(QualityText.pretty(made.toJson())));
        losses.ifPresent(file -> file.write(outcome.report().toCsv().getBytes(StandardCharsets.UTF_8)));
        report.ifPresent(file -> file.write(QualityText.pretty(outcome.report().toJson())));
        gif.ifPresent(
                file -> file.write(part -> way.animation(outcome.picture()).writeTo(part)));
    }

    /** The picture after an evaluation, beside the painting. */
    void keep(int evaluation, Layer picture) {
        String name = String.format(Locale.ROOT, "%s.%04d.png", painting.stem(), evaluation);
        new OutputFile(painting.path().resolveSibling(name)).write(CODEC.encode(picture, PictureFormat.PNG, 1));
    }
}
