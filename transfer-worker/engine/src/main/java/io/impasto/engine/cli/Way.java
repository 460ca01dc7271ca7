package io.impasto.engine.cli;

import java.io.PrintWriter;
import java.util.Optional;

import io.impasto.engine.image.Animation;
import io.impasto.engine.image.Layer;
import io.impasto.engine.image.Opacity;
import io.impasto.engine.image.Picture;
import io.impasto.engine.transfer.Directive;
import io.impasto.engine.transfer.Evaluation;
import io.impasto.engine.transfer.TransferListener;

/** Keeps pictures of the way to a painting: files as often as was asked for, and frames of an animation. */
final class Way implements TransferListener {
    /** Four seconds of them. */
    private static final int FRAMES = 40;

    private final TransferListener listener;
    private final Outputs outputs;
    private final Optional<Opacity> opacity;
    private final PrintWriter err;
    private final Animation animation = new Animation();

    /**
     * @param opacity of the painting
     * @param err where a picture is told of that can't be kept
     */
    Way(TransferListener listener, Outputs outputs, Optional<Opacity> opacity, PrintWriter err) {
        this.listener = listener;
        this.outputs = outputs;
        this.opacity = opacity;
        this.err = err;
    }

    @Override
    public Directive evaluated(Evaluation evaluation) {
        Directive directive = listener.evaluated(evaluation);
        boolean file = outputs.saveEvery()
                .filter(every -> evaluation.number() % every == 0)
                .isPresent();
        int pace = outputs.saveEvery().orElse((evaluation.planned() + FRAMES - 1) / FRAMES);
        boolean frame = outputs.gif().isPresent()
                && evaluation.number() < evaluation.planned()
                && (evaluation.number() == 1 || evaluation.number() % pace == 0);
        if (file || frame) {
            Picture picture = evaluation.picture();
            if (file) {
                tryToKeep(evaluation.number(), picture);
            }
            if (frame) {
                animation.add(new Layer(picture, opacity).overWhite());
            }
        }
        return directive;
    }

    /** A painting is worth more than a picture of its way: it goes on. */
    private void tryToKeep(int evaluation, Picture picture) {
        try {
            outputs.keep(evaluation, new Layer(picture, opacity));
        } catch (Failure full) {
            err.println("impasto: " + full.getMessage() + "; the painting goes on");
            err.flush();
        }
    }

    @Override
    public void stopped(Evaluation last) {
        listener.stopped(last);
    }

    /** All frames so far, and the painting as the last. */
    Animation animation(Picture painting) {
        animation.add(new Layer(painting, opacity).overWhite());
        return animation;
    }
}
