package io.impasto.engine.replay;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.impasto.engine.device.Execution;
import io.impasto.engine.image.ImageCodec;
import io.impasto.engine.image.Picture;
import io.impasto.engine.network.Models;
import io.impasto.engine.transfer.Checkpoint;
import io.impasto.engine.transfer.Directive;
import io.impasto.engine.transfer.GuidePictures;
import io.impasto.engine.transfer.Namesake;
import io.impasto.engine.transfer.Start;
import io.impasto.engine.transfer.StyleTransfer;
import io.impasto.engine.transfer.TransferListener;
import io.impasto.engine.transfer.TransferOptions;
import io.impasto.engine.transfer.TransferOutcome;
import io.impasto.engine.transfer.TransferReport;

import static org.assertj.core.api.Assertions.assertThat;

/** Small paintings of the built-in network, and the same again by what their manifests say. */
class ReplayIT {
    private static final Picture CONTENT = waves(60, 44, 1);
    private static final Picture STYLE = waves(40, 50, 4);
    private static final Manifest.Inputs INPUTS =
            new Manifest.Inputs("c".repeat(64), List.of("5".repeat(64)), Optional.empty(), Map.of());

    private static StyleTransfer transfer;

    @BeforeAll
    static void open() {
        transfer = StyleTransfer.open(Models.standard().named(Models.BUILT_IN));
    }

    @AfterAll
    static void close() {
        transfer.close();
    }

    @Test
    void whatWasChangedOnTheWayIsChangedAgainAfterTheSameEvaluation() {
        TransferOutcome outcome = paint(options().build(), Optional.empty(), evaluation -> {
            if (evaluation.number() == 3) {
                transfer.reweight(TransferOptions.builder()
                        .styleWeight(3000.0)
                        .evaluations(9)
                        .build());
            }
            if (evaluation.number() == 6) {
                transfer.reweight(TransferOptions.builder()
                        .styleWeight(30.0)
                        .styleWeights(List.of(2.0))
                        .learningRate(0.5)
                        .build());
            }
            return Directive.CONTINUE;
        });

        Manifest manifest = assertReplays(outcome);

        assertThat(manifest.options().styleWeight()).isEqualTo(300);
        assertThat(manifest.options().evaluations()).isEqualTo(8);
        assertThat(manifest.options().styleWeights()).isNull();
        assertThat(manifest.changes()).extracting(Manifest.Change::evaluation).containsExactly(3, 6);
        assertThat(manifest.changes().get(1).options())
                .hasToString("{\"learningRate\":0.5,\"styleWeight\":30.0,\"styleWeights\":[2.0]}");
    }

    @Test
    void aPaintingThatWentOnFromACheckpointIsPaintedInOneGo() {
        Checkpoint[] kept = new Checkpoint[1];
        TransferOptions options = options().levels(2).build();
        paint(options, Optional.empty(), evaluation -> {
            kept[0] = evaluation.checkpoint();
            return evaluation.number() == 4 ? Directive.STOP : Directive.CONTINUE;
        });

        assertReplays(paint(options, Optional.of(kept[0]), TransferListener.none()));
    }

    /** Sums are split by the number of threads: where this machine has fewer, it takes as many all the same. */
    @Test
    void aPaintingOfManyThreadsIsPaintedOnAsMany() {
        Execution many = Execution.CPU.withThreads(16);
        Manifest manifest;
        TransferOutcome outcome;
        try (StyleTransfer painter = StyleTransfer.open(transfer.network(), StyleTransfer.UNLIMITED, many)) {
            outcome = painter.paint(
                    options().build(),
                    CONTENT,
                    List.of(STYLE),
                    Optional.empty(),
                    Optional.empty(),
                    TransferListener.none());
            manifest = Manifest.of(many, INPUTS, outcome);
        }

        Execution execution = new Replay(manifest).execution(Execution.CPU);

        assertThat(execution).isEqualTo(many);
        try (StyleTransfer painter = StyleTransfer.open(transfer.network(), StyleTransfer.UNLIMITED, execution)) {
            assertReplays(outcome, painter, many);
        }
    }

    @Test
    void noiseOfASeedIsTheSameNoise() {
        assertReplays(paint(options().start(Start.NOISE).seed(7L).build(), Optional.empty(), TransferListener.none()));
    }

    @Test
    void whatABuiltInNetworkPaintedFirstItPaintsFirstAgain(@TempDir Path folder) throws IOException {
        try (StyleTransfer other = StyleTransfer.open(Namesake.in(folder))) {
            TransferOptions options = options().levels(2).previewEvaluations(5).build();

            TransferOutcome outcome =
                    other.paint(options, CONTENT, List.of(STYLE), Optional.empty(), Optional.empty(), evaluation -> {
                        if (evaluation.number() == 2 || evaluation.number() == 5) {
                            other.reweight(TransferOptions.builder()
                                    .contentWeight(1.0 / evaluation.number())
                                    .build());
                        }
                        return Directive.CONTINUE;
                    });

            assertReplays(outcome, other, Execution.CPU);
            assertThat(outcome.report().stages())
                    .extracting(TransferReport.Stage::network)
                    .contains("vgg19-slim", "other");
        }
    }

    private static Manifest assertReplays(TransferOutcome outcome) {
        return assertReplays(outcome, transfer, Execution.CPU);
    }

    /** By the JSON that a PNG bears, as a reader of the file would. */
    private static Manifest assertReplays(TransferOutcome outcome, StyleTransfer painter, Execution execution) {
        ImageCodec codec = new ImageCodec();
        Manifest written = Manifest.of(execution, INPUTS, outcome);
        byte[] png = codec.encodePng(
                outcome.picture(), Manifest.KEYWORD, written.toJson().toString());
        Manifest manifest = Manifest.read(
                codec.textOfPng(png, Manifest.KEYWORD).orElseThrow().getBytes(StandardCharsets.UTF_8));
        assertThat(manifest).isEqualTo(written);

        Replay replay = new Replay(manifest);
        TransferOutcome again = replay.paint(
                painter, CONTENT, List.of(STYLE), GuidePictures.NONE, Optional.empty(), TransferListener.none());

        Manifest now = Manifest.of(execution, INPUTS, again);
        assertThat(again.picture().rgb()).isEqualTo(outcome.picture().rgb());
        assertThat(codec.encodePng(
                        again.picture(), Manifest.KEYWORD, now.toJson().toString()))
                .isEqualTo(png);
        assertThat(replay.differences(now)).isEmpty();
        return manifest;
    }

    private static TransferOutcome paint(
            TransferOptions options, Optional<Checkpoint> resume, TransferListener listener) {
        return transfer.paint(options, CONTENT, List.of(STYLE), Optional.empty(), resume, listener);
    }

    private static TransferOptions.Builder options() {
        return TransferOptions.builder().size(48).evaluations(8).levels(1);
    }

    private static Picture waves(int width, int height, int kind) {
        Picture picture = Picture.filled(width, height, 127, 127, 127);
        for (int i = 0; i < picture.rgb().length; i++) {
            picture.rgb()[i] += (float) (100 * Math.sin(0.1 * kind * (i % width) + 0.07 * (i / width)));
        }
        return picture;
    }
}
