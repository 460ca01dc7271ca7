package io.impasto.gateway.workers;

import java.util.List;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import io.impasto.gateway.workers.Announcement.Point;

import static org.assertj.core.api.Assertions.assertThat;

class CurveTest {

    @Test
    void betweenTwoSizesItIsStraightAndBeyondThemInProportion() {
        Curve curve = curve(new Point(100, 1, 0, null), new Point(300, 2, 0, null));
        assertThat(curve.at(100)).isEqualTo(1);
        assertThat(curve.at(200)).isEqualTo(1.5);
        assertThat(curve.at(300)).isEqualTo(2);
        assertThat(curve.at(50)).isEqualTo(0.5);
        assertThat(curve.at(600)).isEqualTo(4);
    }

    @Test
    void whatIsNotKnownOfASizeIsTakenFromTheOthers() {
        Curve curve = Curve.of(List.of(new Point(100, 1, 0, null), new Point(200, 2, 0, 7.0)), Point::jobSeconds);
        assertThat(curve.at(200)).isEqualTo(7);
        assertThat(Curve.of(List.of(), Point::jobSeconds).at(200)).isZero();
    }

    @Property(tries = 300)
    void morePixelsNeverTakeLess(
            @ForAll @Size(min = 1, max = 8) List<@LongRange(min = 1, max = 1_000_000) Long> sizes,
            @ForAll @Size(value = 8) List<@DoubleRange(min = 0, max = 10) Double> seconds,
            @ForAll @IntRange(min = 1, max = 2_000_000) int some,
            @ForAll @IntRange(min = 0, max = 2_000_000) int more) {
        Point[] points = new Point[sizes.size()];
        for (int i = 0; i < points.length; i++) {
            points[i] = new Point(sizes.get(i), seconds.get(i), 0, null);
        }
        Curve curve = curve(points);
        assertThat(curve.at((long) some + more)).isGreaterThanOrEqualTo(curve.at(some) - 1e-9);
    }

    private static Curve curve(Point... points) {
        return Curve.of(List.of(points), Point::evaluationSeconds);
    }
}
