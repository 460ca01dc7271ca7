package io.impasto.engine.transfer;

import io.impasto.engine.optimiser.Adam;
import io.impasto.engine.optimiser.Lbfgs;
import io.impasto.engine.optimiser.Optimiser;
import io.impasto.engine.optimiser.Sgd;

/** The optimiser that options ask for. */
final class Optimisers {
    // Grey levels, root mean square; these two reached a given loss soonest, and without a rollback.
    private static final double FIRST_MOVE = 4;
    private static final double LONGEST_MOVE = 8;
    // A little less than what the rate of keras.io comes to on VGG19.
    private static final double FIRST_SGD_MOVE = 5;

    private Optimisers() {}

    /**
     * @param options filled in, as the stage's network understands them
     * @param history what L-BFGS keeps
     * @param share pixels of the level, relative to the painting's
     */
    static Optimiser of(TransferOptions options, History history, double share) {
        return switch (options.optimizer()) {
            case LBFGS -> new Lbfgs(
                    history.pairs(), history.rounded(), options.learningRate(), FIRST_MOVE, LONGEST_MOVE);
            case ADAM -> new Adam(options.learningRate());
            case SGD -> sgd(options, share);
        };
    }

    /** Gradients per pixel grow as pixels get fewer, so coarser levels take a smaller rate. */
    private static Sgd sgd(TransferOptions options, double share) {
        return options.learningRate() == null
                ? Sgd.withFirstMove(FIRST_SGD_MOVE, options.momentum(), options.decayRate(), options.decaySteps())
                : Sgd.withRate(
                        share * options.learningRate(), options.momentum(), options.decayRate(), options.decaySteps());
    }
}
