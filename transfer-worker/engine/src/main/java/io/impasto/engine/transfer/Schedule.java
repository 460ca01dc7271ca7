package io.impasto.engine.transfer;

import java.util.ArrayList;
import java.util.List;

/**
 * Which network paints at which level, in order; every stage hands its picture to the next.
 *
 * @param stages at least one, none without an evaluation but those that {@link #replanned} emptied
 */
record Schedule(List<Stage> stages) {

    /**
     * One network at one level.
     *
     * @param preview whether the built-in network paints, in place of the chosen one
     * @param level of the pyramid; its evaluations are counted over all stages
     */
    record Stage(boolean preview, Pyramid.Level level) {
        int first() {
            return level.first();
        }

        int last() {
            return level.last();
        }

        private Stage from(int first, int evaluations) {
            return new Stage(
                    preview,
                    new Pyramid.Level(level.number(), level.width(), level.height(), first, first + evaluations - 1));
        }
    }

    Schedule {
        stages = List.copyOf(stages);
    }

    /** The chosen network alone, level by level. */
    static Schedule of(Pyramid pyramid) {
        return new Schedule(
                pyramid.levels().stream().map(level -> new Stage(false, level)).toList());
    }

    /**
     * The built-in network first, level by level, and then the chosen one at the painting's size: it starts from a picture
     * on which little is left to do, where one from its own coarser levels would cost more.
     *
     * @param preview the built-in network's levels
     * @param evaluations of the chosen network
     */
    static Schedule of(Pyramid preview, int evaluations) {
        List<Stage> stages = new ArrayList<>();
        preview.levels().forEach(level -> stages.add(new Stage(true, level)));
        Pyramid.Level finest = preview.finest();
        stages.add(new Stage(false, finest).from(finest.last() + 1, evaluations));
        return new Schedule(stages);
    }

    /** Over all stages. */
    int evaluations() {
        return finest().last();
    }

    /** Of the pyramid. */
    int levels() {
        return finest().level().number();
    }

    /** The stage that an evaluation belongs to. */
    Stage at(int evaluation) {
        return stages.stream()
                .filter(stage -> evaluation <= stage.last())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no evaluation " + evaluation));
    }

    /** The painting's own size. */
    Stage finest() {
        return stages.get(stages.size() - 1);
    }

    /**
     * The same stages for another number of evaluations: what is done stays, what is left is stretched or shortened, and the
     * finest level gets one evaluation at least.
     *
     * @param evaluations over all stages; those that are done and one more at least
     * @param done how many are done
     */
    Schedule replanned(int evaluations, int done) {
        double stretch = (double) (evaluations - done) / Math.max(1, evaluations() - done);
        List<Stage> replanned = new ArrayList<>();
        int planned = 0;
        for (Stage stage : stages) {
            int kept = Math.max(0, Math.min(done, stage.last()) - stage.first() + 1);
            int left = stage.level().evaluations() - kept;
            int most = evaluations - planned - kept - (stage == finest() ? 0 : 1);
            int count =
                    kept + (stage == finest() ? most : Math.max(0, Math.min(most, (int) Math.round(left * stretch))));
            replanned.add(stage.from(planned + 1, count));
            planned += count;
        }
        return new Schedule(replanned);
    }

    /** How many evaluations each stage has, which together with the options says it all. */
    int[] shares() {
        return stages.stream().mapToInt(stage -> stage.level().evaluations()).toArray();
    }

    /** @throws IllegalArgumentException if these can't be the shares of a schedule with these stages */
    Schedule withShares(int[] shares) {
        List<Stage> shared = new ArrayList<>();
        int planned = 0;
        for (int i = 0; i < stages.size(); i++) {
            if (shares.length != stages.size() || shares[i] < 0 || shares[i] > 20_000) {
                throw new IllegalArgumentException("these are the stages of another schedule");
            }
            shared.add(stages.get(i).from(planned + 1, shares[i]));
            planned += shares[i];
        }
        return new Schedule(shared);
    }
}
