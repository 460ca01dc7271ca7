package io.impasto.engine.transfer;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import io.impasto.engine.image.Picture;
import io.impasto.engine.image.Resampling;
import io.impasto.engine.objective.Evaluator;
import io.impasto.engine.objective.Losses;
import io.impasto.engine.objective.ObjectiveSpec;
import io.impasto.engine.objective.Problem;
import io.impasto.engine.optimiser.Adam;
import io.impasto.engine.optimiser.Lbfgs;
import io.impasto.engine.optimiser.NotFinite;
import io.impasto.engine.optimiser.Optimiser;
import io.impasto.engine.optimiser.Sgd;

/** One job: goes up the pyramid, evaluation by evaluation, and tells the listener. */
final class Painting {
    private static final int HISTORY = 20;
    // Grey levels, root mean square; these two reached a given loss soonest, and without a rollback.
    private static final double FIRST_MOVE = 4;
    private static final double LONGEST_MOVE = 8;
    // A little less than what the rate of keras.io comes to on VGG19.
    private static final double FIRST_SGD_MOVE = 5;

    private final Evaluator evaluator;
    private final TransferOptions options;
    private final ObjectiveSpec objective;
    private final Pictures pictures;
    private final Pyramid pyramid;
    private final TransferListener listener;
    private final Pace pace = new Pace();

    private Progress progress = new Progress();
    private int done;
    private int resumedAt;
    private String fingerprint;
    private volatile boolean stopped;

    /** @param options filled in */
    Painting(
            Evaluator evaluator,
            TransferOptions options,
            Pictures pictures,
            Pyramid pyramid,
            TransferListener listener) {
        this.evaluator = evaluator;
        this.options = options;
        this.objective = OptionDefaults.objective(options, evaluator.network());
        this.pictures = pictures;
        this.pyramid = pyramid;
        this.listener = listener;
    }

    /** Ends {@link #paint} soon, in the middle of an evaluation if need be. May be called from any thread. */
    void stop() {
        stopped = true;
        evaluator.terminate();
    }

    TransferOutcome paint(Optional<Checkpoint> resume) {
        pace.start();
        Picture latest = pictures.start(pyramid.levels().get(0), options);
        Easel easel = null;
        try {
            if (resume.isPresent()) {
                easel = goOnFrom(resume.get());
                latest = easel.picture();
            }
            for (Pyramid.Level level : pyramid.levels()) {
                if (stopped || done >= level.last()) {
                    continue;
                }
                if (easel == null || done < level.first()) {
                    easel = easel(level, Resampling.resize(latest, level.width(), level.height()));
                }
                pace.enter(level);
                while (done < level.last() && !stopped) {
                    evaluate(easel, level);
                }
                latest = easel.picture();
            }
        } catch (CancellationException terminated) {
            latest = easel == null ? latest : easel.picture();
        }
        return new TransferOutcome(clamped(latest), report(), done == options.evaluations());
    }

    /** What one run has evaluated is written down before the listener hears of it, so that a checkpoint holds all of it. */
    private void evaluate(Easel easel, Pyramid.Level level) {
        int before = done;
        List<Easel.Stroke> strokes = advanceOrExplain(easel, level.last() - done);
        for (Easel.Stroke stroke : strokes) {
            done++;
            pace.evaluated();
            stroke.fault()
                    .ifPresent(reason ->
                            progress.add(new TransferReport.Rollback(done, level.number(), reason, easel.stepScale())));
            progress.add(new TransferReport.Row(
                    done,
                    level.number(),
                    stroke.losses(),
                    pace.seconds(),
                    stroke.fault().isPresent()));
        }
        for (int i = 0; i < strokes.size() && !stopped; i++) {
            Moment moment = new Moment(easel, level, before + 1 + i, strokes.get(i));
            stopped = listener.evaluated(moment) == Directive.STOP || stopped;
        }
    }

    private static List<Easel.Stroke> advanceOrExplain(Easel easel, int most) {
        try {
            return easel.advance(most);
        } catch (NotFinite start) {
            throw new InvalidOption(
                    "styleWeight",
                    "the objective is not finite at the start: styleWeight, contentWeight or tvWeight is too large");
        }
    }

    private Easel easel(Pyramid.Level level, Picture start) {
        Problem problem = evaluator.problem(
                objective, pictures.content(level), pictures.styles(level, options, evaluator.leastSide()));
        Optimiser optimiser = optimiser(level);
        return new Easel(
                problem,
                optimiser,
                evaluator.steps(problem, optimiser, Easel.LONGEST_MOVE),
                start.rgb().clone());
    }

    private Optimiser optimiser(Pyramid.Level level) {
        return switch (options.optimizer()) {
            case LBFGS -> new Lbfgs(HISTORY, options.learningRate(), FIRST_MOVE, LONGEST_MOVE);
            case ADAM -> new Adam(options.learningRate());
            case SGD -> sgd(level);
        };
    }

    /** Gradients per pixel grow as pixels get fewer, so coarser levels take a smaller rate. */
    private Sgd sgd(Pyramid.Level level) {
        double share = (double) level.pixels() / pyramid.finest().pixels();
        return options.learningRate() == null
                ? Sgd.withFirstMove(FIRST_SGD_MOVE, options.momentum(), options.decayRate(), options.decaySteps())
                : Sgd.withRate(
                        share * options.learningRate(), options.momentum(), options.decayRate(), options.decaySteps());
    }

    private Checkpoint checkpoint(Easel easel) {
        return Checkpoint.of(fingerprint(), done, out -> {
            progress.writeTo(out);
            easel.writeTo(out);
        });
    }

    private Easel goOnFrom(Checkpoint checkpoint) {
        return checkpoint.open(fingerprint(), in -> {
            progress = Progress.readFrom(in);
            done = checkpoint.evaluation();
            resumedAt = done;
            pace.startAt(progress.seconds());
            Pyramid.Level level = pyramid.at(done);
            Easel easel = easel(level, pictures.content(level));
            easel.readFrom(in, progress.losses());
            return easel;
        });
    }

    private String fingerprint() {
        if (fingerprint == null) {
            fingerprint = Fingerprint.of(evaluator.network(), options, pictures);
        }
        return fingerprint;
    }

    private TransferReport report() {
        return new TransferReport(
                evaluator.network().name(),
                evaluator.network().sha256(),
                evaluator.execution().describe(),
                options,
                pyramid.finest().width(),
                pyramid.finest().height(),
                progress.losses(),
                progress.rows(),
                progress.rollbacks(),
                resumedAt,
                pace.secondsOfThisAttempt());
    }

    private static Picture clamped(Picture picture) {
        float[] rgb = picture.rgb().clone();
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = Math.max(0, Math.min(255, rgb[i]));
        }
        return new Picture(picture.width(), picture.height(), rgb);
    }

    /** The painting right after an evaluation. */
    private final class Moment implements Evaluation {
        private final Easel easel;
        private final Pyramid.Level level;
        private final int number;
        private final Easel.Stroke stroke;

        private Moment(Easel easel, Pyramid.Level level, int number, Easel.Stroke stroke) {
            this.easel = easel;
            this.level = level;
            this.number = number;
            this.stroke = stroke;
        }

        @Override
        public int number() {
            return number;
        }

        @Override
        public int planned() {
            return options.evaluations();
        }

        @Override
        public int level() {
            return level.number();
        }

        @Override
        public int levels() {
            return pyramid.levels().size();
        }

        @Override
        public int width() {
            return level.width();
        }

        @Override
        public int height() {
            return level.height();
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
            return pace.remaining(pyramid, done);
        }

        @Override
        public Picture picture() {
            return clamped(easel.picture());
        }

        @Override
        public Checkpoint checkpoint() {
            return Painting.this.checkpoint(easel);
        }
    }
}
