package io.impasto.worker.controls;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.impasto.worker.controls.Control.Reweight;

/**
 * What is wished of one transfer, after all controls so far.
 *
 * <pre>
 *           pause
 *   GO_ON ---------> PAUSE
 *    |    <---------   |
 *    |      resume     |
 *    | cancel, purge   | cancel, purge
 *    +----> CANCEL <---+     (and stays)
 * </pre>
 *
 * @param course where it is to go
 * @param changes of weights, in the order of the topic; the latest {@value #MOST_CHANGES}
 */
public record Wish(Course course, List<Change> changes) {

    /** Where a transfer is to go. */
    public enum Course {
        /** Paint. */
        GO_ON,
        /** Keep what was done and give it out of the hand. */
        PAUSE,
        /** End without a result. */
        CANCEL,
        /** End, because the deadline has passed. */
        EXPIRE
    }

    /** Nothing in particular. */
    public static final Wish NONE = new Wish(Course.GO_ON, List.of());

    static final int MOST_CHANGES = 100;

    public Wish {
        changes = List.copyOf(changes);
    }

    /** The wish after one more control. */
    Wish after(Control control) {
        if (control instanceof Reweight reweight) {
            List<Change> all = new ArrayList<>(changes);
            all.add(new Change(reweight.id(), reweight.change()));
            return new Wish(course, all.subList(Math.max(0, all.size() - MOST_CHANGES), all.size()));
        }
        if (course == Course.CANCEL) {
            return this;
        }
        if (control instanceof Control.Cancel) {
            return new Wish(Course.CANCEL, changes);
        }
        return new Wish(control instanceof Control.Pause ? Course.PAUSE : Course.GO_ON, changes);
    }

    /**
     * Where the transfer is to go now. To be cancelled comes before the deadline, and the deadline before a rest.
     *
     * @param deadline after which nobody wants the result, if there is one
     */
    public Course at(Instant now, Optional<Instant> deadline) {
        if (course == Course.CANCEL) {
            return course;
        }
        return deadline.filter(end -> !now.isBefore(end)).isPresent() ? Course.EXPIRE : course;
    }
}
