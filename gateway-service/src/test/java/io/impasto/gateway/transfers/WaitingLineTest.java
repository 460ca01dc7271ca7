package io.impasto.gateway.transfers;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import static org.assertj.core.api.Assertions.assertThat;

class WaitingLineTest {

    /** Positive numbers come, negative ones leave. */
    @Property(tries = 200)
    void itKnowsHowManyAreBeforeWhomeverComesAndLeaves(
            @ForAll @Size(max = 60) List<@IntRange(min = -20, max = 20) Integer> steps) {
        WaitingLine line = new WaitingLine();
        TreeSet<Place> expected = new TreeSet<>();
        for (int step : steps) {
            Place place = place(Math.abs(step));
            if (step > 0) {
                line.add(place);
                expected.add(place);
            } else {
                line.remove(place);
                expected.remove(place);
            }
        }
        List<Integer> before = new ArrayList<>();
        List<Integer> counted = new ArrayList<>();
        for (int i = 0; i <= 21; i++) {
            before.add(line.before(place(i)));
            counted.add(expected.headSet(place(i)).size());
        }
        assertThat(before).isEqualTo(counted);
        assertThat(line.first()).isEqualTo(expected.stream().findFirst());
    }

    private static Place place(int number) {
        // Several of the same time.
        return new Place(Instant.EPOCH.plusNanos(number / 3), new UUID(0, number));
    }
}
