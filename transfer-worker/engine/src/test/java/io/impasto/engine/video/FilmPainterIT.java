package io.impasto.engine.video;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.impasto.engine.image.Picture;
import io.impasto.engine.image.Resampling;
import io.impasto.engine.network.Models;
import io.impasto.engine.transfer.Directive;
import io.impasto.engine.transfer.InvalidOption;
import io.impasto.engine.transfer.StyleTransfer;
import io.impasto.engine.transfer.TransferListener;
import io.impasto.engine.transfer.TransferOptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FilmPainterIT {
    private static final TransferOptions OPTIONS =
            TransferOptions.builder().size(Pan.WIDTH).evaluations(24).build();
    private static final List<Picture> STYLE = List.of(Pan.sample("strokes", Pan.WIDTH));

    private static StyleTransfer transfer;

    @BeforeAll
    static void open() {
        transfer = StyleTransfer.open(Models.standard().named(Models.BUILT_IN));
    }

    @AfterAll
    static void close() {
        transfer.close();
    }

    /** By the true motion, which the painter does not know. */
    @Test
    void framesThatGoOnFlickerLessThanHalfAsMuchAsFramesByThemselves() {
        List<PaintedFrame> film = paint(painter(0.5, false), 3);
        List<PaintedFrame> alone = paint(painter(0.5, true), 3);

        assertThat(flicker(film)).isLessThan(0.5 * flicker(alone));
        assertThat(film).extracting(PaintedFrame::evaluations).containsExactly(24, 6, 6);
        assertThat(film).extracting(PaintedFrame::fresh).containsExactly(true, false, false);
        assertThat(film.get(2).losses().temporal()).isPositive();
        assertThat(film.get(2).flicker().orElseThrow())
                .isLessThan(0.5 * alone.get(2).flicker().orElseThrow());
    }

    @Test
    void theHeavierTheTermTheLessItChanges() {
        assertThat(flicker(paint(painter(5, false), 2))).isLessThan(flicker(paint(painter(0, false), 2)));
    }

    @Test
    void aFrameThatIsTheOneBeforeStaysAndOneThatNearlyIsHardlyChanges() {
        FilmPainter painter = painter(5, false);
        Picture frame = Pan.frame(0, true);
        PaintedFrame first = next(painter, frame);
        PaintedFrame same = next(painter, frame);
        assertThat(same.picture()).isEqualTo(first.picture());
        assertThat(same.evaluations()).isZero();

        PaintedFrame grainy = next(painter, grain(frame));
        assertThat(grainy.known()).isGreaterThan(0.95);
        assertThat(grainy.flicker().orElseThrow()).isLessThan(2.5);
    }

    @Test
    void anotherSceneBeginsAnew() {
        FilmPainter painter = painter(0.5, false);
        next(painter, Pan.frame(0, true));
        PaintedFrame cut = next(painter, Resampling.resize(Pan.sample("portrait", 200), Pan.WIDTH, Pan.HEIGHT));
        assertThat(cut.fresh()).as("known: %s", cut.known()).isTrue();
        assertThat(cut.flicker()).isEmpty();
        assertThat(cut.evaluations()).isEqualTo(24);
    }

    @Test
    void aFilmCanBeStopped() {
        FilmPainter painter = painter(0.5, false);
        next(painter, Pan.frame(0, true));
        assertThat(painter.paint(Pan.frame(1, true), evaluation -> Directive.STOP))
                .isEmpty();
    }

    @Test
    void whatIsOutOfRangeIsRefused() {
        assertThatThrownBy(() -> new FilmOptions(-1, 5, 5, false))
                .isInstanceOf(InvalidOption.class)
                .hasMessage("temporalWeight must be between 0 and 10000, not -1.0");
        assertThatThrownBy(() -> new FilmOptions(1, 0, 5, false))
                .isInstanceOf(InvalidOption.class)
                .hasMessage("frameEvaluations must be between 1 and 10000, not 0");
    }

    private static FilmPainter painter(double weight, boolean independent) {
        return new FilmPainter(transfer, OPTIONS, new FilmOptions(weight, 6, 12, independent), STYLE);
    }

    private static List<PaintedFrame> paint(FilmPainter painter, int frames) {
        List<PaintedFrame> painted = new ArrayList<>();
        for (int i = 0; i < frames; i++) {
            painted.add(next(painter, Pan.frame(i, true)));
        }
        return painted;
    }

    private static PaintedFrame next(FilmPainter painter, Picture frame) {
        return painter.paint(frame, TransferListener.none()).orElseThrow();
    }

    /** Mean change of what is seen in two consecutive frames, away from the square, in grey levels. */
    private static double flicker(List<PaintedFrame> frames) {
        double sum = 0;
        int count = 0;
        for (int n = 1; n < frames.size(); n++) {
            Picture before = frames.get(n - 1).picture();
            Picture now = frames.get(n).picture();
            for (int y = 0; y < Pan.HEIGHT; y++) {
                for (int x = 0; x < Pan.WIDTH - Pan.STEP; x++) {
                    if (Math.abs(y - Pan.TOP - Pan.SQUARE / 2) > Pan.SQUARE) {
                        for (int channel = 0; channel < 3; channel++) {
                            sum += Math.abs(now.at(channel, x, y) - before.at(channel, x + Pan.STEP, y));
                            count++;
                        }
                    }
                }
            }
        }
        return sum / count;
    }

    private static Picture grain(Picture picture) {
        Random random = new Random(1);
        float[] rgb = picture.rgb().clone();
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] += random.nextInt(3) - 1;
        }
        return new Picture(picture.width(), picture.height(), rgb);
    }
}
