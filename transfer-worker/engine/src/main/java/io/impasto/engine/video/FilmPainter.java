package io.impasto.engine.video;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

import io.impasto.engine.image.Picture;
import io.impasto.engine.image.Resampling;
import io.impasto.engine.objective.Continuity;
import io.impasto.engine.objective.Losses;
import io.impasto.engine.transfer.StyleTransfer;
import io.impasto.engine.transfer.TransferListener;
import io.impasto.engine.transfer.TransferOptions;
import io.impasto.engine.transfer.TransferOutcome;

/**
 * Paints frame after frame: the first, and the first after a cut, as any picture; the others from the painting before, moved by
 * the optical flow, to which a term of the objective holds them where the flow is to be believed (Ruder, Dosovitskiy, Brox:
 * Artistic style transfer for videos, 2016). For one thread.
 */
public final class FilmPainter {
    /** A frame of which less is known from the one before is another scene. */
    static final double LEAST_KNOWN = 0.2;

    private static final double UNIT_CHANGE = 10;
    /** Networks want some pixels on each side of a sketch. */
    private static final int LEAST_SKETCH = 64;

    private final StyleTransfer transfer;
    private final TransferOptions options;
    private final FilmOptions film;
    private final List<Picture> styles;
    private final OpticalFlow flow = new OpticalFlow();

    private Optional<Past> past = Optional.empty();

    /**
     * What there was before.
     *
     * @param frame at the paintings' size
     * @param painted what became of it
     * @param begun final losses of the frame at which the scene began
     */
    private record Past(Picture frame, PaintedFrame painted, Losses begun) {}

    /** What the frame before says about this one. */
    private record Link(Picture warped, float[] weights, double known) {}

    /** @param options of each frame, as of {@link StyleTransfer#paint} */
    public FilmPainter(StyleTransfer transfer, TransferOptions options, FilmOptions film, List<Picture> styles) {
        this.transfer = transfer;
        this.options = options;
        this.film = film;
        this.styles = List.copyOf(styles);
    }

    /**
     * Paints the next frame.
     *
     * @param content of the shape of those before
     * @return empty if it was stopped
     * @throws io.impasto.engine.transfer.InvalidOption as of {@link StyleTransfer#paint}
     */
    public Optional<PaintedFrame> paint(Picture content, TransferListener listener) {
        if (past.isEmpty()) {
            return begin(content, listener).map(outcome -> remember(content, outcome, Optional.empty()));
        }
        Past before = past.get();
        Picture frame = Resampling.resize(
                content, before.frame().width(), before.frame().height());
        if (frame.equals(before.frame()) && !film.independent()) {
            return Optional.of(held(before.painted()));
        }
        Link link = link(frame, before);
        if (film.independent() || link.known() < LEAST_KNOWN) {
            return begin(content, listener).map(outcome -> remember(content, outcome, Optional.of(link)));
        }
        return goOn(frame, before, link, listener);
    }

    private Optional<TransferOutcome> begin(Picture content, TransferListener listener) {
        return finished(transfer.paint(options, content, styles, Optional.empty(), Optional.empty(), listener));
    }

    private Optional<PaintedFrame> goOn(Picture frame, Past before, Link link, TransferListener listener) {
        double alpha = film.temporalWeight() * before.begun().total() / (UNIT_CHANGE * UNIT_CHANGE);
        TransferOptions shorter =
                options.toBuilder().evaluations(film.evaluations()).build();
        Continuity continuity = new Continuity(link.warped(), link.weights(), alpha);
        return underpainting(frame, link, listener)
                .flatMap(start -> finished(transfer.paint(shorter, frame, styles, start, continuity, listener)))
                .map(outcome -> {
                    PaintedFrame painted = painted(outcome, false, link.known(), flicker(outcome.picture(), link));
                    past = Optional.of(new Past(frame, painted, before.begun()));
                    return painted;
                });
    }

    /**
     * What a frame starts from: the painting before where that is known, and elsewhere a sketch of the frame alone. For the
     * few evaluations that follow would leave what was just uncovered as bare as a photograph, or a ghost of what covered it.
     */
    private Optional<Picture> underpainting(Picture frame, Link link, TransferListener listener) {
        if (link.known() == 1) {
            return Optional.of(link.warped());
        }
        TransferOptions sketched = options.toBuilder()
                .size(Math.min(frame.longSide(), Math.max(LEAST_SKETCH, frame.longSide() / 2)))
                .evaluations(film.sketchEvaluations())
                .previewEvaluations(0)
                .build();
        return finished(transfer.paint(sketched, frame, styles, Optional.empty(), Optional.empty(), listener))
                .map(sketch -> mixed(
                        link.warped(),
                        Resampling.resize(sketch.picture(), frame.width(), frame.height()),
                        link.weights()));
    }

    private static Picture mixed(Picture one, Picture other, float[] shares) {
        float[] rgb = new float[one.rgb().length];
        for (int i = 0; i < rgb.length; i++) {
            float share = shares[i % shares.length];
            rgb[i] = share * one.rgb()[i] + (1 - share) * other.rgb()[i];
        }
        return new Picture(one.width(), one.height(), rgb);
    }

    private static Optional<TransferOutcome> finished(TransferOutcome outcome) {
        return outcome.finished() ? Optional.of(outcome) : Optional.empty();
    }

    /** The beginning of a scene; only where each is one can it be compared with the frame before. */
    private PaintedFrame remember(Picture content, TransferOutcome outcome, Optional<Link> link) {
        Picture picture = outcome.picture();
        PaintedFrame painted = painted(
                outcome,
                true,
                link.map(Link::known).orElse(0.0),
                link.filter(any -> any.known() >= LEAST_KNOWN)
                        .map(any -> flicker(picture, any))
                        .orElse(OptionalDouble.empty()));
        Picture frame = Resampling.resize(content, picture.width(), picture.height());
        past = Optional.of(new Past(frame, painted, painted.losses()));
        return painted;
    }

    private static PaintedFrame painted(TransferOutcome outcome, boolean fresh, double known, OptionalDouble flicker) {
        return new PaintedFrame(
                outcome.picture(),
                outcome.report().losses(),
                outcome.report().evaluations().size(),
                fresh,
                known,
                flicker);
    }

    /** A frame that shows what the one before showed. */
    private static PaintedFrame held(PaintedFrame before) {
        return new PaintedFrame(before.picture(), before.losses(), 0, false, 1, OptionalDouble.of(0));
    }

    private Link link(Picture frame, Past before) {
        Motion back = flow.between(frame, before.frame());
        float[] weights = Consistency.of(back, flow.between(before.frame(), frame));
        double known = 0;
        for (float weight : weights) {
            known += weight / weights.length;
        }
        return new Link(back.gather(before.painted().picture()), weights, known);
    }

    private static OptionalDouble flicker(Picture painted, Link link) {
        double change = 0;
        double weight = 0;
        for (int i = 0; i < painted.rgb().length; i++) {
            double certainty = link.weights()[i % link.weights().length];
            change += certainty
                    * Math.abs((double) painted.rgb()[i] - link.warped().rgb()[i]);
            weight += certainty;
        }
        return weight == 0 ? OptionalDouble.empty() : OptionalDouble.of(change / weight);
    }
}
