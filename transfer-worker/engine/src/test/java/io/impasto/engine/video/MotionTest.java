package io.impasto.engine.video;

import java.util.Arrays;
import java.util.Random;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

import io.impasto.engine.image.Picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class MotionTest {

    @Property(tries = 50)
    void alongAMotionOfWholePixelsAPictureIsItselfFromThere(
            @ForAll @IntRange(min = 1, max = 20) int width,
            @ForAll @IntRange(min = 1, max = 20) int height,
            @ForAll @IntRange(min = -5, max = 5) int x,
            @ForAll @IntRange(min = -5, max = 5) int y,
            @ForAll long seed) {
        Picture picture = noise(width, height, seed);
        Motion motion = uniform(width, height, x, y);
        Picture moved = motion.gather(picture);
        for (int i = 0; i < width * height; i++) {
            int toX = i % width + x;
            int toY = i / width + y;
            boolean outside = toX < 0 || toX >= width || toY < 0 || toY >= height;
            assertThat(motion.leaves(i)).isEqualTo(outside);
            if (!outside) {
                assertThat(moved.at(1, i % width, i / width)).isCloseTo(picture.at(1, toX, toY), within(1e-3f));
            }
        }
    }

    @Property(tries = 30)
    void whatGoesThereAndBackIsBelievedAndWhatDoesNotIsNot(
            @ForAll @IntRange(min = -4, max = 4) int x, @ForAll @IntRange(min = -4, max = 4) int y) {
        Motion back = uniform(16, 12, x, y);
        float[] steady = Consistency.of(back, uniform(16, 12, -x, -y));
        float[] lost = Consistency.of(back, uniform(16, 12, -x + 2, -y));
        for (int i = 0; i < steady.length; i++) {
            assertThat(steady[i]).isEqualTo(back.leaves(i) ? 0 : 1);
            assertThat(lost[i]).isZero();
        }
    }

    @Test
    void anEdgeOfTheMotionIsNotBelieved() {
        Motion back = uniform(16, 12, 0, 0);
        Motion forth = uniform(16, 12, 0, 0);
        for (int i = 0; i < 16 * 12; i++) {
            back.x()[i] = i % 16 < 8 ? 0 : 3;
            forth.x()[i] = i % 16 < 8 ? 0 : -3;
        }
        float[] weights = Consistency.of(back, forth);
        assertThat(weights[5 * 16 + 4]).isOne();
        assertThat(weights[5 * 16 + 7]).isZero();
        assertThat(weights[5 * 16 + 8]).isZero();
        assertThat(weights[5 * 16 + 11]).isOne();
    }

    @Test
    void theFlowFindsHowTheViewPans() {
        OpticalFlow flow = new OpticalFlow();
        Motion back = flow.between(Pan.frame(1, false), Pan.frame(0, false));
        double apart = 0;
        int count = 0;
        for (int y = 6; y < Pan.HEIGHT - 6; y++) {
            for (int x = 6; x < Pan.WIDTH - 6; x++) {
                int i = y * Pan.WIDTH + x;
                apart += Math.hypot(back.x()[i] - Pan.STEP, back.y()[i]);
                count++;
            }
        }
        assertThat(apart / count).as("mean end-point error, pixels").isLessThan(0.25);
    }

    @Test
    void whatASquareUncoversIsNotBelieved() {
        OpticalFlow flow = new OpticalFlow();
        Motion back = flow.between(Pan.frame(1, true), Pan.frame(0, true));
        float[] weights = Consistency.of(back, flow.between(Pan.frame(0, true), Pan.frame(1, true)));
        double uncovered = 0;
        double all = 0;
        for (int i = 0; i < weights.length; i++) {
            int x = i % Pan.WIDTH;
            int y = i / Pan.WIDTH;
            all += weights[i] / weights.length;
            // The landscape moves to the left, out from under the square.
            if (Pan.inSquare(x + Pan.STEP, y) && !Pan.inSquare(x, y)) {
                uncovered += weights[i] / (Pan.STEP * Pan.SQUARE);
            }
        }
        assertThat(uncovered).isLessThan(0.3);
        assertThat(all).isGreaterThan(0.75);
    }

    private static Motion uniform(int width, int height, float x, float y) {
        float[] across = new float[width * height];
        float[] down = new float[width * height];
        Arrays.fill(across, x);
        Arrays.fill(down, y);
        return new Motion(width, height, across, down);
    }

    private static Picture noise(int width, int height, long seed) {
        Random random = new Random(seed);
        float[] rgb = new float[Picture.CHANNELS * width * height];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = 255 * random.nextFloat();
        }
        return new Picture(width, height, rgb);
    }
}
