package io.impasto.faults;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.impasto.faults.Evidence.Sighting;
import io.impasto.faults.Evidence.Work;
import io.impasto.faults.Violation.Rule;

import static org.assertj.core.api.Assertions.assertThat;

/** Violations are planted in a good story, and each must be found. */
class CheckerTest {

    private static final String TRANSFER = "0197a2c4-0000-7000-8000-000000000001";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] PICTURE = png(4);
    private static final byte[] OTHER = png(5);

    /** A transfer whose first attempt was killed at evaluation 40, after a checkpoint at 30. */
    private static final class Story {
        final List<Fact> facts = new ArrayList<>();
        final Map<String, JsonNode> states = new HashMap<>();
        final Map<String, Work> works = new HashMap<>();
        final List<Sighting> sightings = new ArrayList<>();

        Story() {
            add("started", "a", "{\"attempt\": 1}");
            add("progressed", "b", "{\"attempt\": 1, \"evaluation\": 40}");
            sightings.add(new Sighting(TRANSFER, 1, 30));
            add("started", "c", "{\"attempt\": 2, \"resumedAt\": 30}");
            add("completed", "end", completed(2, PICTURE));
            state("succeeded");
            works.put(TRANSFER, new Work(PICTURE, json(completed(2, PICTURE))));
        }

        void add(String verb, String id, String data) {
            facts.add(new Fact(facts.size(), TRANSFER, verb, id, json(data), facts.size()));
        }

        void replace(int place, String verb, String id, String data) {
            facts.set(place, new Fact(place, TRANSFER, verb, id, json(data), place));
        }

        void state(String state) {
            states.put(TRANSFER, json("{\"state\": \"" + state + "\"}"));
        }

        List<Violation> judged() {
            return Checker.check(new Evidence(List.of(TRANSFER), facts, states, works, sightings));
        }
    }

    /** @param plant spoils the good story */
    record Case(String name, Rule rule, Consumer<Story> plant) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> planted() {
        return Stream.of(
                new Case("no terminal event", Rule.LOST, story -> story.facts.remove(3)),
                new Case("never heard of", Rule.LOST, story -> {
                    story.facts.clear();
                    story.states.clear();
                }),
                new Case("completed, then failed", Rule.TWO_ENDS, story -> story.add("failed", "end-2", "{}")),
                new Case(
                        "completed twice with different ids",
                        Rule.TWO_ENDS,
                        story -> story.add("completed", "end-2", completed(2, PICTURE))),
                new Case("still running", Rule.STATE_DIFFERS, story -> story.state("running")),
                new Case("no state", Rule.STATE_DIFFERS, story -> story.states.clear()),
                new Case("failed without a reason", Rule.FAILED, story -> {
                    story.replace(3, "failed", "end", "{\"attempt\": 2}");
                    story.state("failed");
                }),
                new Case(
                        "result missing",
                        Rule.NO_RESULT,
                        story -> story.works.put(TRANSFER, new Work(null, json(completed(2, PICTURE))))),
                new Case(
                        "manifest missing",
                        Rule.NO_RESULT,
                        story -> story.works.put(TRANSFER, new Work(PICTURE, null))),
                new Case("result half written", Rule.NO_RESULT, story -> {
                    byte[] half = {1, 2, 3};
                    story.replace(3, "completed", "end", completed(2, half));
                    story.works.put(TRANSFER, new Work(half, json(completed(2, half))));
                }),
                new Case(
                        "result overwritten",
                        Rule.OVERWRITTEN,
                        story -> story.works.put(TRANSFER, new Work(OTHER, json(completed(2, PICTURE))))),
                new Case(
                        "manifest of a stale attempt",
                        Rule.OVERWRITTEN,
                        story -> story.works.put(TRANSFER, new Work(PICTURE, json(completed(1, PICTURE))))),
                new Case(
                        "announced with another result",
                        Rule.OVERWRITTEN,
                        story -> story.add("completed", "end", completed(3, OTHER))),
                new Case(
                        "its state shows another result",
                        Rule.OVERWRITTEN,
                        story -> story.states.put(
                                TRANSFER, json("{\"state\": \"succeeded\", \"result\": {\"sha256\": \"0\"}}"))),
                new Case(
                        "painted again after its success",
                        Rule.PAINTED_TWICE,
                        story -> story.add("started", "d", "{\"attempt\": 3}")),
                new Case(
                        "begun anew in spite of a checkpoint",
                        Rule.WORK_THROWN_AWAY,
                        story -> story.replace(2, "started", "c", "{\"attempt\": 2}")),
                new Case(
                        "resumed from an older checkpoint",
                        Rule.WORK_THROWN_AWAY,
                        story -> story.replace(2, "started", "c", "{\"attempt\": 2, \"resumedAt\": 29}")));
    }

    @ParameterizedTest
    @MethodSource("planted")
    void aPlantedViolationIsFound(Case planted) {
        Story story = new Story();
        planted.plant().accept(story);
        assertThat(story.judged()).extracting(Violation::rule).contains(planted.rule());
        assertThat(story.judged()).allMatch(violation -> violation.toString().contains(TRANSFER));
    }

    @Test
    void aGoodStoryHasNoViolation() {
        assertThat(new Story().judged()).isEmpty();
    }

    @Test
    void theSameEndMayBeAnnouncedAgain() {
        Story story = new Story();
        story.add("completed", "end", completed(2, PICTURE));
        assertThat(story.judged()).isEmpty();
    }

    @Test
    void anEarlierAttemptThatWasHeldMaySpeakLate() {
        Story story = new Story();
        story.add("progressed", "late", "{\"attempt\": 1, \"evaluation\": 41}");
        assertThat(story.judged()).isEmpty();
    }

    private static String completed(int attempt, byte[] result) {
        return "{\"attempt\": %d, \"result\": {\"sha256\": \"%s\"}}".formatted(attempt, Checker.sha256(result));
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] png(int size) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB), "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
