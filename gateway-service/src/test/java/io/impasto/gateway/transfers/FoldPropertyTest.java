package io.impasto.gateway.transfers;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import io.impasto.gateway.events.TransferEvent;
import io.impasto.gateway.events.TransferRequest;
import io.impasto.gateway.quotas.Limited;
import io.impasto.gateway.quotas.Quotas;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds for every history, however events are repeated and whatever order attempts overlap in. */
class FoldPropertyTest {

    @Property(tries = 500)
    void nothingChangesATerminalState(@ForAll("histories") List<TransferEvent> history) {
        Transfer state = null;
        Transfer ended = null;
        for (TransferEvent event : history) {
            state = Transfer.fold(state, event);
            if (ended != null) {
                assertThat(state.run()).isEqualTo(ended.run());
                assertThat(state.events().last()).isEqualTo(ended.events().last());
            } else if (state.terminal()) {
                ended = state;
            }
        }
    }

    @Property(tries = 500)
    void foldingAHistoryAgainChangesNothing(@ForAll("histories") List<TransferEvent> history) {
        Transfer once = FoldTest.fold(history);
        Transfer twice = once;
        for (TransferEvent event : history) {
            twice = Transfer.fold(twice, event);
        }
        if (once.terminal()) {
            assertThat(twice).isEqualTo(once);
        } else {
            assertThat(twice.run().attempt()).isEqualTo(once.run().attempt());
            assertThat(twice.state() == once.state() || twice.terminal()).isTrue();
        }
    }

    @Property(tries = 500)
    void whatIsWrittenIsReadBack(@ForAll("histories") List<TransferEvent> history) throws IOException {
        Transfer state = FoldTest.fold(history);
        assertThat(TransferDocument.read(TransferDocument.write(state))).isEqualTo(state);
    }

    /** A gateway joins what the topic says (a prefix) with what it saw itself (any suffix): it must know the whole. */
    @Property(tries = 500)
    void aPrefixJoinedWithTheRestIsAsGoodAsTheWhole(@ForAll("histories") List<TransferEvent> history, @ForAll int cut) {
        int at = Math.floorMod(cut, history.size() + 1);
        Transfer whole = FoldTest.fold(history);
        Transfer prefix = FoldTest.fold(history.subList(0, at));
        Transfer joined = Transfer.join(prefix, whole);
        assertThat(joined.run()).isEqualTo(whole.run());
        assertThat(joined.known()).isEqualTo(whole.known());
        assertThat(Transfer.join(whole, prefix).run()).isEqualTo(whole.run());
    }

    /** Ended transfers are held packed, and seem not to be. */
    @Property(tries = 500)
    void theTableHoldsWhatWasFolded(@ForAll("histories") List<TransferEvent> history) {
        TransferTable table = new TransferTable(Limited.by(Map.of()));
        Transfer state = null;
        for (TransferEvent event : history) {
            state = Transfer.fold(state, event);
            assertThat(table.apply(event)).isEqualTo(state);
            Transfer now = state;
            assertThat(table.find(Events.ID)).isEqualTo(Optional.of(now).filter(Transfer::known));
            assertThat(table.newest(TransferRequest.DEFAULT_TENANT, null, any -> any.state() == now.state()))
                    .containsExactlyElementsOf(state.known() ? List.of(state) : List.of());
            assertThat(PackedTransfer.unpack(PackedTransfer.pack(TransferDocument.write(state))))
                    .isEqualTo(state);
        }
        table.merge(state);
        assertThat(table.find(Events.ID)).isEqualTo(Optional.of(state).filter(Transfer::known));
    }

    /** Whatever a gateway has seen of the events already, in the end it knows what the topic says. */
    @Property(tries = 500)
    void statesOfTheTopicMeetWhatWasSeen(@ForAll("histories") List<TransferEvent> history, @ForAll int seen) {
        TransferTable table = new TransferTable(Limited.by(Map.of()));
        history.subList(0, Math.floorMod(seen, history.size() + 1)).forEach(table::apply);
        Transfer state = null;
        for (TransferEvent event : history) {
            state = Transfer.fold(state, event);
            table.merge(state);
        }
        Optional<Transfer> known = table.find(Events.ID);
        assertThat(known.isPresent()).isEqualTo(state.known());
        if (state.known()) {
            assertThat(known.get().run()).isEqualTo(state.run());
            assertThat(known.get().wishes()).isEqualTo(state.wishes());
        }
    }

    @Property(tries = 500)
    void whatTheTableCountsAndSortsIsWhatItsTransferIs(@ForAll("histories") List<TransferEvent> history) {
        Quotas quotas = Limited.by(Map.of("quotas.queued", 9, "quotas.running", 9));
        TransferTable table = new TransferTable(quotas);
        for (TransferEvent event : history) {
            Transfer state = table.apply(event);
            boolean queued = state.known() && state.state() == State.QUEUED;
            boolean running = state.known() && state.run().state().atWork();
            assertThat(quotas.fields(TransferRequest.DEFAULT_TENANT))
                    .containsEntry(
                            "RateLimit", "\"queued\";r=" + (queued ? 8 : 9) + ", \"running\";r=" + (running ? 8 : 9));
            assertThat(table.waitingSince().isPresent()).isEqualTo(queued);
            assertThat(table.newest(TransferRequest.DEFAULT_TENANT, null, any -> true))
                    .hasSize(state.known() ? 1 : 0);
        }
        table.remove(Events.ID);
        assertThat(quotas.fields(TransferRequest.DEFAULT_TENANT))
                .containsEntry("RateLimit", "\"queued\";r=9, \"running\";r=9");
        assertThat(table.newest(TransferRequest.DEFAULT_TENANT, null, any -> true))
                .isEmpty();
    }

    @Provide
    Arbitrary<List<TransferEvent>> histories() {
        Arbitrary<int[]> steps = Combinators.combine(
                        Arbitraries.integers().between(0, 19),
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.integers().between(1, 20))
                .as((kind, attempt, evaluation) -> new int[] {kind, attempt, evaluation});
        return steps.list().ofMinSize(1).ofMaxSize(25).map(list -> {
            List<TransferEvent> events = new ArrayList<>();
            for (int[] step : list) {
                long offset = events.size() + 1L;
                events.add(
                        switch (step[0]) {
                            case 0, 1 -> Events.requested("r" + offset);
                            case 2, 3 -> Events.started(offset, step[1]);
                            case 4 -> Events.completed(offset, step[1]);
                            case 5 -> Events.failed(offset, step[1]);
                            case 6 -> Events.starting(offset, step[1]);
                            case 7 -> Events.paused(offset, step[1]);
                            case 8 -> Events.released(offset, step[1]);
                            case 9 -> Events.reweighted(offset, step[1]);
                            case 10 -> step[1] == 1 ? Events.cancelled(offset, 0) : Events.expired(offset, step[1]);
                            case 11 -> Events.pause(offset);
                            case 12 -> Events.resume(offset);
                            case 13 -> step[1] == 1 ? Events.cancel(offset) : Events.requestedAnew(offset, step[1]);
                            default -> Events.progressed(offset, step[1], step[2]);
                        });
            }
            return events;
        });
    }
}
