package io.impasto.engine.transfer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.impasto.engine.image.Picture;
import io.impasto.engine.network.Models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A painting that was stopped and goes on is, bit by bit, the painting that was not. */
class ResumeIT {
    @TempDir
    static Path folder;

    private static StyleTransfer transfer;

    @BeforeAll
    static void open() throws IOException {
        transfer = StyleTransfer.open(Namesake.in(folder));
    }

    @AfterAll
    static void close() {
        transfer.close();
    }

    @ParameterizedTest
    @EnumSource(OptimiserKind.class)
    void goesOnInEveryStageAndBetweenThem(OptimiserKind optimiser) {
        TransferOptions options = TransferOptions.builder()
                .size(64)
                .levels(2)
                .evaluations(16)
                .previewEvaluations(8)
                .optimizer(optimiser)
                .build();
        Map<Integer, Checkpoint> saved = new HashMap<>();
        TransferOutcome through = paint(options, Optional.empty(), evaluation -> {
            saved.put(evaluation.number(), evaluation.checkpoint());
            return Directive.CONTINUE;
        });
        assertThat(through.report().evaluations())
                .extracting(TransferReport.Row::network)
                .containsSubsequence("vgg19-slim", "other")
                .endsWith("other");
        assertThat(through.report().stages())
                .extracting(stage -> stage.network() + " " + stage.width() + " " + stage.last())
                .containsExactly("vgg19-slim 32 4", "vgg19-slim 64 8", "other 64 16");
        for (int at : new int[] {1, 4, 5, 8, 9, 15, 16}) {
            assertSame(through, paint(options, Optional.of(saved.get(at)), TransferListener.none()), at);
        }
    }

    @Test
    void goesOnWhereTheGuardHadGoneBack() {
        TransferOptions options = TransferOptions.builder()
                .size(48)
                .evaluations(20)
                // The content is all but the best picture, and every step far too long.
                .styleWeight(1e-3)
                .optimizer(OptimiserKind.ADAM)
                .learningRate(60.0)
                .build();
        Map<Integer, Checkpoint> saved = new HashMap<>();
        TransferOutcome through = paint(options, Optional.empty(), evaluation -> {
            saved.put(evaluation.number(), evaluation.checkpoint());
            return Directive.CONTINUE;
        });
        assertThat(through.report().rollbacks()).isNotEmpty();
        int rolledBack = through.report().rollbacks().get(0).evaluation();
        for (int at : new int[] {rolledBack, rolledBack + 1, 19}) {
            TransferOutcome resumed = paint(options, Optional.of(saved.get(at)), TransferListener.none());
            assertSame(through, resumed, at);
            assertThat(resumed.report().rollbacks()).isEqualTo(through.report().rollbacks());
        }
    }

    @Test
    void needsNoOptionsButThoseItHolds() {
        TransferOptions options = TransferOptions.builder()
                .size(48)
                .evaluations(8)
                .styleWeight(77.0)
                .start(Start.NOISE)
                .seed(3L)
                .build();
        List<Checkpoint> saved = new ArrayList<>();
        TransferOutcome through = paint(options, Optional.empty(), evaluation -> {
            saved.add(evaluation.checkpoint());
            return Directive.CONTINUE;
        });

        Checkpoint read = Checkpoint.read(saved.get(4).toBytes());

        assertSame(through, paint(read.options(), Optional.of(read), TransferListener.none()), 5);
    }

    @Test
    void whatWasReweightedStaysSo() {
        TransferOptions options =
                TransferOptions.builder().size(64).levels(2).evaluations(14).build();
        Map<Integer, Checkpoint> saved = new HashMap<>();
        TransferListener changing = evaluation -> {
            // Before the changes are asked for, and so with 4 they wait in the checkpoint; with 5 they are made.
            if (evaluation.number() == 4) {
                transfer.reweight(TransferOptions.builder()
                        .styleWeight(20.0)
                        .learningRate(0.5)
                        .build());
            }
            if (evaluation.number() == 10) {
                transfer.reweight(
                        TransferOptions.builder().tvWeight(1e-6).evaluations(18).build());
            }
            saved.put(evaluation.number(), evaluation.checkpoint());
            return Directive.CONTINUE;
        };
        TransferOutcome through = paint(options, Optional.empty(), changing);
        assertThat(through.report().evaluations()).hasSize(18);
        for (int at : new int[] {4, 5, 8, 10, 11, 15}) {
            TransferListener rest = evaluation -> {
                if (at < 10 && evaluation.number() == 10) {
                    transfer.reweight(TransferOptions.builder()
                            .tvWeight(1e-6)
                            .evaluations(18)
                            .build());
                }
                return Directive.CONTINUE;
            };
            TransferOutcome resumed = paint(options, Optional.of(saved.get(at)), rest);
            assertSame(through, resumed, at);
            assertThat(resumed.report().reweightings())
                    .isEqualTo(through.report().reweightings());
            assertThat(resumed.report().options()).isEqualTo(through.report().options());
        }
        assertThat(saved.get(15).inForce().styleWeight()).isEqualTo(20);
        assertThat(saved.get(15).options().styleWeight()).isEqualTo(300);
    }

    @Test
    void aStoppedPaintingHandsOutACheckpointAndAFileWillDo() throws IOException {
        TransferOptions options =
                TransferOptions.builder().size(64).levels(2).evaluations(10).build();
        TransferOutcome through = paint(options, Optional.empty(), TransferListener.none());
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        TransferListener stopping = new TransferListener() {
            @Override
            public Directive evaluated(Evaluation evaluation) {
                return evaluation.number() == 7 ? Directive.STOP : Directive.CONTINUE;
            }

            @Override
            public void stopped(Evaluation last) {
                assertThat(last.number()).isEqualTo(7);
                try {
                    last.saveCheckpoint(kept);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }
        };
        assertThat(paint(options, Optional.empty(), stopping).finished()).isFalse();
        Path file = Files.write(folder.resolve("checkpoint"), kept.toByteArray());

        assertSame(through, paint(options, Optional.of(Checkpoint.read(file)), TransferListener.none()), 7);
    }

    @Test
    void anotherJobsCheckpointIsRefused() throws IOException {
        TransferOptions options =
                TransferOptions.builder().size(48).evaluations(3).build();
        List<Checkpoint> saved = new ArrayList<>();
        paint(options, Optional.empty(), evaluation -> {
            saved.add(evaluation.checkpoint());
            return Directive.CONTINUE;
        });
        Optional<Checkpoint> checkpoint = Optional.of(saved.get(0));

        assertThatThrownBy(
                        () -> paint(options.toBuilder().styleWeight(7.0).build(), checkpoint, TransferListener.none()))
                .isInstanceOf(CheckpointRefused.class)
                .hasMessageContaining("styleWeight is 300.0 there, not 7.0");
        assertThatThrownBy(() -> transfer.paint(
                        options,
                        Waves.CONTENT,
                        List.of(Waves.OTHER_STYLE),
                        Optional.empty(),
                        checkpoint,
                        TransferListener.none()))
                .isInstanceOf(CheckpointRefused.class)
                .hasMessageContaining("pictures or networks differ");
        try (StyleTransfer another = StyleTransfer.open(Models.standard().named(Models.BUILT_IN))) {
            assertThatThrownBy(() -> another.paint(
                            options,
                            Waves.CONTENT,
                            List.of(Waves.STYLE),
                            Optional.empty(),
                            checkpoint,
                            TransferListener.none()))
                    .isInstanceOf(CheckpointRefused.class)
                    .hasMessageContaining("network is \"other\" there, not \"vgg19-slim\"");
        }
    }

    private static void assertSame(TransferOutcome through, TransferOutcome resumed, int at) {
        assertThat(resumed.picture()).isEqualTo(through.picture());
        assertThat(resumed.finished()).isTrue();
        assertThat(resumed.report().resumedAt()).isEqualTo(at);
        assertThat(resumed.report().stages()).isEqualTo(through.report().stages());
        assertThat(resumed.report().evaluations())
                .extracting(TransferReport.Row::losses)
                .isEqualTo(through.report().evaluations().stream()
                        .map(TransferReport.Row::losses)
                        .toList());
    }

    private static TransferOutcome paint(
            TransferOptions options, Optional<Checkpoint> resume, TransferListener listener) {
        return transfer.paint(options, Waves.CONTENT, styles(), Optional.empty(), resume, listener);
    }

    private static List<Picture> styles() {
        return List.of(Waves.STYLE);
    }
}
