package io.impasto.engine.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

import io.impasto.autodiff.Device;
import io.impasto.engine.network.FeatureNetwork;
import io.impasto.engine.network.NotTileable;
import io.impasto.engine.network.Reach;
import io.impasto.engine.objective.ObjectiveSpec;
import io.impasto.engine.objective.TileSizes;

/**
 * Settles how a painting fits into its memory: in one piece with a full history if it can be; else in tiles, the largest that
 * fit; and where the history is too large beside tiles of a reasonable size, with a rounded and then a shorter one.
 */
final class Planner {
    private static final int WHOLE = Integer.MAX_VALUE;
    /** Below 512 pixels most of a tile is halo, so the history gives way first. */
    private static final int[] LARGE_TILES = {WHOLE, 1536, 1024, 768, 640, 512};

    private static final int[] SMALL_TILES = {384, 256, 128, 64};
    /** With fewer than four pairs L-BFGS is hardly better than gradient descent. */
    private static final List<History> HISTORIES = List.of(
            History.FULL,
            new History(20, true),
            new History(16, true),
            new History(12, true),
            new History(9, true),
            new History(7, true),
            new History(5, true),
            new History(4, true));

    /** What is expected was up to 5 % less than what it took. */
    private static final double MARGIN = 1.05;

    private final Networks networks;
    private final TransferOptions options;
    private final Schedule schedule;
    private final long budget;
    private final MemoryNeed need;
    private final List<MemoryNeed.Work> works = new ArrayList<>();

    Planner(Networks networks, TransferOptions options, Pictures pictures, Schedule schedule, long budget) {
        this.networks = networks;
        this.options = options;
        this.schedule = schedule;
        this.budget = networks.execution().device().equals(Device.CPU) ? budget : StyleTransfer.UNLIMITED;
        this.need = new MemoryNeed(pictures, schedule.finest().level().pixels());
        for (Schedule.Stage stage : schedule.stages()) {
            works.add(work(stage, pictures));
        }
    }

    private MemoryNeed.Work work(Schedule.Stage stage, Pictures pictures) {
        ObjectiveSpec objective = networks.objective(stage, options);
        List<String> layers = new ArrayList<>(objective.contentLayers());
        layers.addAll(objective.styleLayers());
        FeatureNetwork network = networks.of(stage);
        return new MemoryNeed.Work(
                network.name(),
                network.footprint(layers),
                objective,
                stage.level(),
                pictures.largestStyle(stage.level(), options));
    }

    /**
     * @param pace of the networks; null where none was timed
     * @throws InvalidOption if the painting does not fit in any way
     */
    Plan plan(PaceOfNetworks pace) {
        List<History> histories = options.optimizer() == OptimiserKind.LBFGS ? HISTORIES : List.of(History.FULL);
        for (int[] sides : new int[][] {LARGE_TILES, SMALL_TILES}) {
            for (History history : histories) {
                for (int side : sides) {
                    List<OptionalInt> tiles = tiles(side);
                    if (fits(tiles, history)) {
                        return plan(history, tiles, pace);
                    }
                }
            }
        }
        throw tooLarge(histories.get(histories.size() - 1));
    }

    /** Stages that are no larger than a tile of the others are left in one piece, and so are networks that can't be cut. */
    private List<OptionalInt> tiles(int side) {
        List<OptionalInt> tiles = new ArrayList<>();
        for (int i = 0; i < works.size(); i++) {
            Optional<Reach> reach = reach(i);
            Pyramid.Level level = works.get(i).level();
            boolean small = reach.isEmpty()
                    || side == WHOLE
                    || Math.max(level.pixels(), works.get(i).largestStyle())
                            <= Math.pow(side + 2.0 * reach.get().halo(), 2);
            tiles.add(small ? OptionalInt.empty() : OptionalInt.of(side));
        }
        return tiles;
    }

    private List<Double> sessions(List<OptionalInt> tiles) {
        List<Double> sessions = new ArrayList<>();
        for (int i = 0; i < works.size(); i++) {
            sessions.add(need.sessions(works.get(i), tiles.get(i), reach(i)));
        }
        return sessions;
    }

    private boolean fits(List<OptionalInt> tiles, History history) {
        if (budget == StyleTransfer.UNLIMITED) {
            return true;
        }
        double heap = works.stream()
                .mapToDouble(work -> need.heap(work, options.optimizer(), history))
                .max()
                .orElse(0);
        return MARGIN * need.peak(works, sessions(tiles), options.optimizer(), history) <= budget
                && heap <= Runtime.getRuntime().maxMemory();
    }

    /** Empty where the network can't be evaluated in tiles. */
    private Optional<Reach> reach(int stage) {
        try {
            return Optional.of(reachOrExplain(stage));
        } catch (NotTileable inOnePieceOnly) {
            return Optional.empty();
        }
    }

    private Reach reachOrExplain(int stage) {
        return networks.of(schedule.stages().get(stage))
                .reach(List.copyOf(works.get(stage).footprint().layerBytes().keySet()));
    }

    private Plan plan(History history, List<OptionalInt> tiles, PaceOfNetworks pace) {
        List<Plan.Stage> stages = new ArrayList<>();
        double seconds = 0;
        for (int i = 0; i < works.size(); i++) {
            MemoryNeed.Work work = works.get(i);
            OptionalInt side = tiles.get(i);
            Optional<Reach> reach = reach(i);
            int width = work.level().width();
            int height = work.level().height();
            OptionalDouble each = pace == null
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(pace.evaluation(work, side, reach, options.optimizer(), history));
            seconds += pace == null
                    ? 0
                    : pace.targets(work, side, reach) + work.level().evaluations() * each.getAsDouble();
            stages.add(new Plan.Stage(
                    work.network(),
                    width,
                    height,
                    work.level().evaluations(),
                    side,
                    side.isPresent() ? TileSizes.count(width, height, side.getAsInt(), reach.orElseThrow()) : 1,
                    side.isPresent() ? reach.orElseThrow().halo() : 0,
                    each));
        }
        return new Plan(
                budget,
                stages,
                history,
                (long) need.peak(works, sessions(tiles), options.optimizer(), history),
                pace == null ? OptionalDouble.empty() : OptionalDouble.of(seconds),
                why(history, tiles));
    }

    private List<String> why(History history, List<OptionalInt> tiles) {
        List<String> why = new ArrayList<>();
        if (tiles.stream().anyMatch(OptionalInt::isPresent)) {
            why.add("in tiles, for the image in one piece would not fit into " + gigabytes(budget));
        }
        if (!history.equals(History.FULL)) {
            why.add("L-BFGS keeps " + history.pairs() + " pairs in bfloat16 in place of " + History.FULL.pairs()
                    + " in float32, to leave room");
        }
        return why;
    }

    private InvalidOption tooLarge(History least) {
        StringBuilder message = new StringBuilder("size " + options.size() + " makes a painting of "
                + schedule.finest().level().width() + " x "
                + schedule.finest().level().height());
        List<OptionalInt> smallest = tiles(SMALL_TILES[SMALL_TILES.length - 1]);
        double peak = need.peak(works, sessions(smallest), options.optimizer(), least);
        if (options.styleScale() > 1) {
            message.append(" with styles ").append(options.styleScale()).append(" times as large");
        }
        message.append(", which takes at least ").append(gigabytes(peak));
        message.append(
                peak > budget
                        ? " of memory; the budget is " + gigabytes(budget)
                        : " of memory, more of it in the Java heap than the "
                                + gigabytes(Runtime.getRuntime().maxMemory()) + " that it may have (-Xmx)");
        for (int i = 0; i < works.size(); i++) {
            try {
                reachOrExplain(i);
            } catch (NotTileable inOnePieceOnly) {
                message.append("; tiles would take less, but ").append(inOnePieceOnly.getMessage());
                break;
            }
        }
        return new InvalidOption("size", message.toString());
    }

    static String gigabytes(double bytes) {
        return String.format(Locale.ROOT, "%.2f GB", bytes / 1e9);
    }
}
