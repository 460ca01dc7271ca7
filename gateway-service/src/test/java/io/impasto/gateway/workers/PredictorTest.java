package io.impasto.gateway.workers;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

import io.impasto.gateway.workers.Announcement.Network;
import io.impasto.gateway.workers.Announcement.Pace;
import io.impasto.gateway.workers.Announcement.Point;
import io.impasto.gateway.workers.Course.Stage;

import static org.assertj.core.api.Assertions.assertThat;

class PredictorTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void studioGoesFromCoarseToFineAsTheEngineDoes() {
        assertThat(course("vgg19-slim", "{\"size\":512}", 512, 384).stages())
                .containsExactly(
                        new Stage("vgg19-slim", 128, 96, 45),
                        new Stage("vgg19-slim", 256, 192, 45),
                        new Stage("vgg19-slim", 512, 384, 60));
    }

    @Test
    void theBuiltInNetworkDoesHalfOfItBeforeACostlyOne() {
        Course course = course("vgg19", "{\"size\":256}", 256, 256);
        assertThat(course.stages())
                .containsExactly(
                        new Stage("vgg19-slim", 128, 128, 45),
                        new Stage("vgg19-slim", 256, 256, 30),
                        new Stage("vgg19", 256, 256, 75));
        assertThat(course.evaluations()).isEqualTo(150);
        assertThat(course.levels()).isEqualTo(2);
        assertThat(course("vgg19", "{\"size\":256,\"previewEvaluations\":0,\"levels\":1}", 256, 256)
                        .stages())
                .containsExactly(new Stage("vgg19", 256, 256, 150));
    }

    @Test
    void levelsOnWhichASideIsTooShortAreLeftOut() {
        assertThat(course("vgg19-slim", "{\"levels\":6}", 512, 40).stages())
                .extracting(Stage::height)
                .containsExactly(20, 40);
    }

    @Test
    void otherPresetsHaveTheirOwnEvaluationsAndOneLevel() {
        assertThat(course("vgg19", "{\"preset\":\"gatys\"}", 512, 512).stages())
                .containsExactly(new Stage("vgg19", 512, 512, 500));
    }

    @Test
    void aJobIsItsLevelsAndWhatIsAround() {
        // 10 evaluations of 1 s, 2 s before the level, 3 s around the job.
        Announcement worker = worker("vgg19-slim", new Point(100 * 100, 1, 2, 3.0));
        JsonNode options = json("{\"evaluations\":10,\"levels\":1}");
        assertThat(Predictor.mean(List.of(worker), options, 100, 100)).hasValue(15);
        assertThat(Predictor.mean(List.of(worker), json("{\"network\":\"other\"}"), 100, 100))
                .isEmpty();
    }

    @Property(tries = 200)
    void aLargerPaintingOfAsManyLevelsNeverTakesLess(
            @ForAll @IntRange(min = 32, max = 4096) int size, @ForAll @IntRange(min = 0, max = 500) int more) {
        Announcement worker =
                worker("vgg19-slim", new Point(128 * 128, 0.01, 0.1, null), new Point(256 * 256, 0.03, 0.2, 0.5));
        JsonNode options = json("{\"levels\":2}");
        double some = Predictor.mean(List.of(worker), options, size, size).orElseThrow();
        double larger = Predictor.mean(List.of(worker), options, size + more, size + more)
                .orElseThrow();
        assertThat(larger).isGreaterThanOrEqualTo(some - 1e-9);
    }

    @Test
    void thePaintingHasTheShapeOfTheContent() {
        JsonNode options = json("{\"size\":256}");
        assertThat(Predictor.side(4000, 4000, 3000, options)).isEqualTo(256);
        assertThat(Predictor.side(3000, 4000, 3000, options)).isEqualTo(192);
        assertThat(Predictor.side(1, 4000, 1, options)).isEqualTo(1);
        assertThat(Predictor.side(10, 10, 10, json("{}"))).isEqualTo(512);
    }

    private static Course course(String network, String options, int width, int height) {
        return Predictor.course(worker(network, new Point(1, 1, 1, null)), json(options), width, height);
    }

    static Announcement worker(String network, Point... points) {
        return new Announcement(
                "easel",
                "cpu float32",
                new Network(network, "a".repeat(64)),
                List.of("vgg19-slim", network),
                false,
                1_000_000,
                Map.of("studio", new Announcement.Course(150, true), "gatys", new Announcement.Course(500, false)),
                List.of(new Pace(network, network.equals("vgg19"), 16, List.of(points))));
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (Exception e) {
            throw new IllegalArgumentException(e);
        }
    }
}
