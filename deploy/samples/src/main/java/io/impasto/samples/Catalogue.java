package io.impasto.samples;

import java.util.List;

import io.impasto.samples.canvas.Painting;
import io.impasto.samples.content.Landscape;
import io.impasto.samples.content.Owl;
import io.impasto.samples.content.Town;
import io.impasto.samples.style.Halftone;
import io.impasto.samples.style.Ink;
import io.impasto.samples.style.Mosaic;
import io.impasto.samples.style.Strokes;
import io.impasto.samples.style.Swirls;

/** Every sample, in the order in which a page shows them. */
final class Catalogue {
    private Catalogue() {}

    static List<Painting> paintings() {
        return List.of(
                new Landscape(),
                new Town(),
                new Owl(),
                new Strokes(),
                new Swirls(),
                new Mosaic(),
                new Ink(),
                new Halftone());
    }
}
