package io.impasto.gateway.transfers;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

import io.impasto.gateway.events.TransferEvent.Cancel;
import io.impasto.gateway.events.TransferEvent.Control;
import io.impasto.gateway.events.TransferEvent.Pause;
import io.impasto.gateway.events.TransferEvent.Purge;
import io.impasto.gateway.events.TransferEvent.Resume;

/**
 * What is wished of a transfer, folded from its controls.
 *
 * @param last offset of the latest control, -1 before the first
 * @param wish what counts; a wish to cancel stays
 * @param since when it was wished, or null
 * @param purge whether nothing is to be kept
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Wishes(long last, Wish wish, Instant since, boolean purge) {

    enum Wish {
        @JsonProperty("run")
        RUN,
        @JsonProperty("pause")
        PAUSE,
        @JsonProperty("cancel")
        CANCEL
    }

    static final Wishes NONE = new Wishes(-1, Wish.RUN, null, false);

    /** The wishes after a control; one that was seen before, or before a later one, changes nothing. */
    Wishes after(Control control) {
        long offset = control.position().offset();
        if (offset <= last) {
            return this;
        }
        boolean all = purge || control instanceof Purge;
        Wish next = next(control);
        return new Wishes(offset, next, next == wish ? since : control.time(), all);
    }

    private Wish next(Control control) {
        if (wish == Wish.CANCEL || control instanceof Cancel || control instanceof Purge) {
            return Wish.CANCEL;
        }
        if (control instanceof Pause) {
            return Wish.PAUSE;
        }
        return control instanceof Resume ? Wish.RUN : wish;
    }

    /** What a client sees of a transfer whose work stands so. */
    State over(State work) {
        if (work.terminal() || wish == Wish.RUN && work != State.PAUSED) {
            return work;
        }
        return switch (wish) {
            case CANCEL -> State.CANCELLING;
            case PAUSE -> work == State.QUEUED ? State.PAUSED : work;
            case RUN -> State.QUEUED;
        };
    }
}
