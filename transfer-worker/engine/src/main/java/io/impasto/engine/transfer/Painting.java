package io.impasto.engine.transfer;

import java.io.DataOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;

import io.impasto.engine.colour.ContentColour;
import io.impasto.engine.image.Picture;
import io.impasto.engine.image.Resampling;
import io.impasto.engine.network.FeatureNetwork;
import io.impasto.engine.objective.Evaluator;
import io.impasto.engine.objective.Losses;
import io.impasto.engine.objective.Problem;
import io.impasto.engine.objective.Steps;
import io.impasto.engine.optimiser.NotFinite;
import io.impasto.engine.optimiser.Optimiser;
import io.impasto.engine.quality.Quality;

/** One job: goes through its schedule, evaluation by evaluation, and tells the listener. */
final class Painting {
    // More of either than anybody asks for means damaged data.
    private static final int MOST_STAGES = 100;
    private static final int MOST_CHANGES = 10_000;

    private final Networks networks;
    private final TransferOptions began;
    private final Pictures pictures;
    private final Plan plan;
    private final TransferListener listener;
    private final Requests requests = new Requests();
    private final Pace pace = new Pace();

    private volatile TransferOptions options;
    private Schedule schedule;
    private Progress progress = new Progress();
    private Easel easel;
    private int standing;
    private volatile int done;
    private int resumedAt;
    private String fingerprint;
    private volatile Evaluator working;

    /**
     * @param options filled in
     * @param plan of this schedule
     */
    Painting(
            Networks networks,
            TransferOptions options,
            Pictures pictures,
            Schedule schedule,
            Plan plan,
            TransferListener listener) {
        this.networks = networks;
        this.began = options;
        this.options = options;
        this.pictures = pictures;
        this.schedule = schedule;
        this.plan = plan;
        this.listener = listener;
    }

    /** Ends {@link #paint} soon, in the middle of an evaluation if need be. May be called from any thread. */
    void stop() {
        requests.stop();
        Evaluator interrupted = working;
        if (interrupted != null) {
            interrupted.terminate();
        }
    }

    /** What other threads ask for; safe for them to use. */
    Requests requests() {
        return requests;
    }

    /**
     * Changes what is asked for before the next evaluation. May be called from any thread.
     *
     * @throws InvalidOption if it can't be changed
     */
    void reweight(TransferOptions change) {
        TransferOptions reweighted = Reweighting.apply(options, change, networks.chosen());
        StyleTransfer.requireBlend(reweighted, pictures.styles().size());
        if (change.evaluations() != null && change.evaluations() <= done) {
            throw new InvalidOption(
                    "evaluations", "evaluations must be more than the " + done + " done, not " + change.evaluations());
        }
        requests.reweight(change);
    }

    TransferOutcome paint(Optional<Checkpoint> resume) {
        pace.start();
        Picture latest = pictures.start(schedule.stages().get(0).level(), options);
        try {
            if (resume.isPresent()) {
                goOnFrom(resume.get());
                latest = easel.picture();
            }
            for (int i = 0; i < schedule.stages().size(); i++) {
                if (!requests.stopped() && done < schedule.stages().get(i).last()) {
                    latest = paint(i, latest);
                }
            }
        } catch (CancellationException terminated) {
            latest = easel == null ? latest : easel.picture();
        }
        boolean finished = done == schedule.evaluations();
        if (!finished && done > 0) {
            listener.stopped(new Moment(done, new Easel.Stroke(progress.losses(), Optional.empty())));
        }
        OptionalInt tileSide =
                easel == null ? OptionalInt.empty() : easel.problem().tileSide();
        Picture painted = result(latest);
        return new TransferOutcome(painted, report(finished ? quality(painted, tileSide) : Optional.empty()), finished);
    }

    /** Takes the picture off the easel, whose history is gone before anybody encodes what was painted. */
    private Picture result(Picture latest) {
        if (easel == null) {
            return coloured(clamped(latest));
        }
        Picture painted = easel.picture();
        easel = null;
        clamp(painted.rgb());
        return coloured(painted);
    }

    /** The painting on the easel keeps the styles' colours; only what leaves it may have the content's. */
    private Picture coloured(Picture painted) {
        return options.color() == ColorMode.CONTENT
                ? ContentColour.of(
                        painted, Resampling.resizeInLight(pictures.content(), painted.width(), painted.height()))
                : painted;
    }

    /** Nothing if it is stopped meanwhile: the painting is what was asked for. */
    private Optional<Quality> quality(Picture painted, OptionalInt tileSide) {
        if (requests.stopped()) {
            return Optional.empty();
        }
        try {
            working = networks.evaluator(schedule.finest(), options);
            if (tileSide.isPresent()) {
                // Where memory is scarce, what painted must not be held while it is judged.
                working.rest();
            }
            return Optional.of(new Critic(working, options, tileSide).judge(pictures, painted));
        } catch (CancellationException terminated) {
            return Optional.empty();
        }
    }

    /** @param index of the stage: its last evaluation may be put off on the way */
    private Picture paint(int index, Picture latest) {
        Schedule.Stage stage = schedule.stages().get(index);
        working = networks.evaluator(stage, options);
        if (easel == null || standing != index) {
            Pyramid.Level level = stage.level();
            easel = easel(stage, Resampling.resize(latest, level.width(), level.height()));
            standing = index;
        }
        pace.enter(stage);
        while (done < schedule.stages().get(index).last()) {
            pace.slept(requests.awaitTurn());
            if (requests.stopped()) {
                break;
            }
            evaluate(index);
        }
        return easel.picture();
    }

    /** What one run has evaluated is written down before the listener hears of it, so that a checkpoint holds all of it. */
    private void evaluate(int index) {
        Schedule.Stage stage = schedule.stages().get(index);
        List<TransferOptions> changes = requests.changes();
        Optional<Easel.Stroke> changed = changes.isEmpty() ? Optional.empty() : reweigh(stage, changes);
        int left = schedule.stages().get(index).last() - done;
        List<Easel.Stroke> strokes = changed.map(List::of).orElseGet(() -> advanceOrExplain(left));
        int before = done;
        int level = stage.level().number();
        for (Easel.Stroke stroke : strokes) {
            done++;
            pace.evaluated();
            stroke.fault()
                    .ifPresent(reason ->
                            progress.add(new TransferReport.Rollback(done, level, reason, easel.stepScale())));
            progress.add(new TransferReport.Row(
                    done,
                    level,
                    networks.of(stage).name(),
                    stroke.losses(),
                    pace.seconds(),
                    stroke.fault().isPresent()));
        }
        for (int i = 0; i < strokes.size() && !requests.stopped(); i++) {
            Moment moment = new Moment(before + 1 + i, strokes.get(i));
            if (listener.evaluated(moment) == Directive.STOP) {
                requests.stop();
            }
        }
    }

    private List<Easel.Stroke> advanceOrExplain(int most) {
        try {
            return easel.advance(most);
        } catch (NotFinite start) {
            throw new InvalidOption(
                    "styleWeight",
                    "the objective is not finite at the start: styleWeight, contentWeight or tvWeight is too large");
        }
    }

    /**
     * Makes changes that were asked for.
     *
     * @return the evaluation that it took, as other weights do
     */
    private Optional<Easel.Stroke> reweigh(Schedule.Stage stage, List<TransferOptions> changes) {
        TransferOptions wanted = options;
        for (TransferOptions change : changes) {
            wanted = Reweighting.apply(wanted, change, networks.chosen());
        }
        List<String> differences = Reweighting.differences(options, wanted);
        Optional<Easel.Stroke> evaluated = Optional.empty();
        try {
            Optimiser optimiser = optimiser(stage, wanted);
            Evaluator evaluator = networks.evaluator(stage, wanted);
            if (Reweighting.concernsObjective(differences)) {
                working = evaluator;
                Problem reweighted = networks.reweighted(stage, options, wanted, pictures, easel.problem());
                evaluated = Optional.of(easel.reweigh(reweighted, optimiser, steps(evaluator, reweighted, optimiser)));
            } else if (differences.contains("learningRate")) {
                easel.handOver(optimiser, steps(evaluator, easel.problem(), optimiser));
            }
        } catch (NotFinite tooLarge) {
            working = networks.evaluator(stage, options);
            requests.settled(changes.size());
            progress.add(new TransferReport.Rollback(
                    done + 1,
                    stage.level().number(),
                    "the objective is not finite under the new weights, which were not taken",
                    easel.stepScale()));
            return Optional.empty();
        }
        for (String name : differences) {
            progress.add(new TransferReport.Reweighting(
                    done + 1, name, Reweighting.value(options, name), Reweighting.value(wanted, name)));
        }
        if (differences.contains("evaluations")) {
            // Some more may have been done since it was asked for.
            schedule = schedule.replanned(Math.max(wanted.evaluations(), done + 1), done);
        }
        options = wanted;
        requests.settled(changes.size());
        return evaluated;
    }

    private Easel easel(Schedule.Stage stage, Picture start) {
        Problem problem = networks.problem(
                stage,
                options,
                pictures,
                plan.stages().get(schedule.stages().indexOf(stage)).tileSide());
        Optimiser optimiser = optimiser(stage, options);
        return new Easel(
                problem,
                optimiser,
                steps(networks.evaluator(stage, options), problem, optimiser),
                start.rgb().clone());
    }

    private static Optional<Steps> steps(Evaluator evaluator, Problem problem, Optimiser optimiser) {
        return evaluator.steps(problem, optimiser, Easel.LONGEST_MOVE);
    }

    private Optimiser optimiser(Schedule.Stage stage, TransferOptions options) {
        double share =
                (double) stage.level().pixels() / schedule.finest().level().pixels();
        return Optimisers.of(networks.options(stage, options), plan.history(), share);
    }

    private Checkpoint checkpoint() {
        return Checkpoint.of(fingerprint(), done, began, options, this::writeTo);
    }

    private void writeTo(DataOutput out) throws IOException {
        int[] shares = schedule.shares();
        out.writeInt(shares.length);
        for (int share : shares) {
            out.writeInt(share);
        }
        out.writeInt(standing);
        List<TransferOptions> asked = requests.changes();
        out.writeInt(asked.size());
        for (TransferOptions change : asked) {
            Checkpoint.writeOptions(out, change);
        }
        progress.writeTo(out);
        easel.writeTo(out);
    }

    private void goOnFrom(Checkpoint checkpoint) {
        checkpoint.open(fingerprint(), began, in -> {
            int[] shares = new int[checkIndex(in.readInt(), MOST_STAGES)];
            for (int i = 0; i < shares.length; i++) {
                shares[i] = in.readInt();
            }
            schedule = schedule.withShares(shares);
            options = checkpoint.inForce();
            done = checkIndex(checkpoint.evaluation(), schedule.evaluations() + 1);
            resumedAt = done;
            standing = checkIndex(in.readInt(), shares.length);
            for (int i = 0, asked = checkIndex(in.readInt(), MOST_CHANGES); i < asked; i++) {
                requests.reweight(Checkpoint.readOptions(in));
            }
            progress = Progress.readFrom(in);
            pace.startAt(progress.seconds());
            Schedule.Stage stage = schedule.stages().get(standing);
            easel = easel(stage, pictures.content(stage.level()));
            easel.readFrom(in, progress.losses());
            return easel;
        });
    }

    private static int checkIndex(int index, int length) throws IOException {
        if (index < 0 || index >= length) {
            throw new IOException("no checkpoint says " + index + " there");
        }
        return index;
    }

    private String fingerprint() {
        if (fingerprint == null) {
            fingerprint = Fingerprint.of(networks.all(), began, pictures);
        }
        return fingerprint;
    }

    private TransferReport report(Optional<Quality> quality) {
        List<TransferReport.Stage> stages = new ArrayList<>();
        for (Schedule.Stage stage : schedule.stages()) {
            Pyramid.Level level = stage.level();
            FeatureNetwork network = networks.of(stage);
            stages.add(new TransferReport.Stage(
                    network.name(),
                    network.sha256(),
                    level.number(),
                    level.width(),
                    level.height(),
                    stage.first(),
                    stage.last()));
        }
        return new TransferReport(
                networks.chosen().name(),
                networks.chosen().sha256(),
                networks.execution().describe(),
                options,
                schedule.finest().level().width(),
                schedule.finest().level().height(),
                stages,
                progress.losses(),
                progress.rows(),
                progress.rollbacks(),
                progress.reweightings(),
                resumedAt,
                pace.secondsOfThisAttempt(),
                plan,
                quality);
    }

    private static Picture clamped(Picture picture) {
        float[] rgb = picture.rgb().clone();
        clamp(rgb);
        return new Picture(picture.width(), picture.height(), rgb);
    }

    private static void clamp(float[] rgb) {
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = Math.max(0, Math.min(255, rgb[i]));
        }
    }

    /** The painting right after an evaluation. */
    private final class Moment implements Evaluation {
        private final int number;
        private final Easel.Stroke stroke;

        private Moment(int number, Easel.Stroke stroke) {
            this.number = number;
            this.stroke = stroke;
        }

        private Schedule.Stage stage() {
            return schedule.stages().get(standing);
        }

        @Override
        public int number() {
            return number;
        }

        @Override
        public int planned() {
            return schedule.evaluations();
        }

        @Override
        public String network() {
            return networks.of(stage()).name();
        }

        @Override
        public int level() {
            return stage().level().number();
        }

        @Override
        public int levels() {
            return schedule.levels();
        }

        @Override
        public int width() {
            return stage().level().width();
        }

        @Override
        public int height() {
            return stage().level().height();
        }

        @Override
        public Losses losses() {
            return stroke.losses();
        }

        @Override
        public boolean rolledBack() {
            return stroke.fault().isPresent();
        }

        @Override
        public double perSecond() {
            return pace.perSecond();
        }

        @Override
        public Duration remaining() {
            return pace.remaining(schedule, done);
        }

        @Override
        public Picture picture() {
            return coloured(clamped(easel.picture()));
        }

        @Override
        public Checkpoint checkpoint() {
            return Painting.this.checkpoint();
        }

        @Override
        public void saveCheckpoint(OutputStream to) throws IOException {
            Checkpoint.write(to, fingerprint(), done, began, options, Painting.this::writeTo);
        }
    }
}
