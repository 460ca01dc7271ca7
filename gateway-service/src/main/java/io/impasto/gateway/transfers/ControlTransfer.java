package io.impasto.gateway.transfers;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.impasto.gateway.contract.OptionsSchema;
import io.impasto.gateway.events.Position;
import io.impasto.gateway.events.Trace;
import io.impasto.gateway.events.TransferEvent.Cancel;
import io.impasto.gateway.events.TransferEvent.Control;
import io.impasto.gateway.events.TransferEvent.Head;
import io.impasto.gateway.events.TransferEvent.Pause;
import io.impasto.gateway.events.TransferEvent.Purge;
import io.impasto.gateway.events.TransferEvent.Resume;
import io.impasto.gateway.events.TransferEvent.Reweight;
import io.impasto.gateway.problems.ProblemException;
import io.impasto.gateway.problems.ProblemType;

/**
 * Passes on what a client wants of a transfer, and waits until the brokers have it. What is so already is not asked for
 * again; what cannot be any more is refused.
 */
@ApplicationScoped
class ControlTransfer {

    /** What may change while a picture is painted; the engine's own list is the one that decides. */
    static final List<String> CHANGEABLE = List.of(
            "contentWeight",
            "styleWeight",
            "intensity",
            "tvWeight",
            "styleWeights",
            "styleScale",
            "color",
            "contentLayerWeights",
            "styleLayerWeights",
            "learningRate",
            "evaluations");

    private final OptionsSchema optionsSchema;
    private final PublishEvent publishEvent;
    private final TransferTable table;

    ControlTransfer(OptionsSchema optionsSchema, PublishEvent publishEvent, TransferTable table) {
        this.optionsSchema = optionsSchema;
        this.publishEvent = publishEvent;
        this.table = table;
    }

    /** Asks for its end; of an ended one nothing is asked. */
    Transfer cancel(Transfer transfer, Trace trace) {
        boolean asked = transfer.terminal() || transfer.wishes().wish() == Wishes.Wish.CANCEL;
        return asked ? transfer : publish(transfer, trace, Cancel::new);
    }

    /** @throws ProblemException {@code transfer-ended} */
    Transfer pause(Transfer transfer, Trace trace) {
        requireGoing(transfer);
        boolean asked = transfer.wishes().wish() == Wishes.Wish.PAUSE;
        return asked ? transfer : publish(transfer, trace, Pause::new);
    }

    /** @throws ProblemException {@code transfer-ended}, {@code transfer-not-paused} */
    Transfer resume(Transfer transfer, Trace trace) {
        requireGoing(transfer);
        if (transfer.wishes().wish() == Wishes.Wish.PAUSE) {
            return publish(transfer, trace, Resume::new);
        }
        boolean resting = transfer.run().state() == State.PAUSED;
        if (resting) {
            return transfer;
        }
        throw ProblemType.TRANSFER_NOT_PAUSED.problem("The transfer is "
                + transfer.state().name().toLowerCase(Locale.ROOT) + ", so there is nothing to resume.");
    }

    /**
     * Asks for other weights.
     *
     * @param change what is left out stays
     * @throws ProblemException {@code transfer-ended}, {@code unknown-option}, {@code invalid-option}
     */
    Transfer reweight(Transfer transfer, ObjectNode change, Trace trace) {
        requireGoing(transfer);
        if (change.isEmpty()) {
            throw ProblemType.INVALID_REQUEST.problem(
                    "Name at least one option to change: " + String.join(", ", CHANGEABLE) + ".");
        }
        optionsSchema.check(change, transfer.request().styles().size());
        for (String name : (Iterable<String>) change::fieldNames) {
            if (!CHANGEABLE.contains(name)) {
                throw ProblemType.INVALID_OPTION
                        .problem(name + " can't change while a picture is painted; what can: "
                                + String.join(", ", CHANGEABLE) + ".")
                        .with("option", name);
            }
        }
        return publish(transfer, trace, head -> new Reweight(head, change));
    }

    /** Asks for its end, and for the removal of all that belongs to it. */
    Transfer purge(Transfer transfer, Trace trace) {
        return publish(transfer, trace, Purge::new);
    }

    private static void requireGoing(Transfer transfer) {
        if (transfer.terminal() || transfer.wishes().wish() == Wishes.Wish.CANCEL) {
            throw ProblemType.TRANSFER_ENDED
                    .problem("The transfer is " + transfer.state().name().toLowerCase(Locale.ROOT)
                            + "; nothing can be changed any more.")
                    .with("state", transfer.state());
        }
    }

    private Transfer publish(Transfer transfer, Trace trace, Function<Head, Control> control) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Head head = new Head(
                UUID.randomUUID().toString(),
                transfer.id(),
                now,
                Position.NOWHERE,
                trace.parent() == null ? transfer.trace() : trace);
        Position place =
                publishEvent.publish(control.apply(head), "The brokers did not take this. Try again in a moment.");
        return table.apply(control.apply(head.at(place)));
    }
}
