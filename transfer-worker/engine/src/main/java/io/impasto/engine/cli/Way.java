package io.impasto.engine.cli;

import io.impasto.engine.image.Animation;
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
    private final Animation animation = new Animation();

    Way(TransferListener listener, Outputs outputs) {
        this.listener = listener;
        this.outputs = outputs;
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
                outputs.keep(evaluation.number(), picture);
            }
            if (frame) {
                animation.add(picture);
            }
        }
        return directive;
    }

    @Override
    public void stopped(Evaluation last) {
        listener.stopped(last);
    }

    /** All frames so far, and the painting as the last. */
    Animation animation(Picture painting) {
        animation.add(painting);
        return animation;
    }
}
