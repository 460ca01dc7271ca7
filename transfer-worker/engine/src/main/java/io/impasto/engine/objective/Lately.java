package io.impasto.engine.objective;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import io.impasto.autodiff.Tensor;
import io.impasto.engine.image.Picture;

/**
 * What a network saw in pictures lately: the variants of a sheet, the frames of a film and who judges a painting ask for the same
 * again. What takes much memory is not kept.
 */
final class Lately {
    private static final int MOST_PICTURES = 8;
    /** Of one picture and its targets together: 4 MiB. */
    private static final long MOST_VALUES = 1 << 20;

    private record Asked(Picture picture, List<Optional<Mask>> parts) {}

    private final Map<Asked, Map<String, Tensor>> seen = new LinkedHashMap<>(2 * MOST_PICTURES, 0.75f, true);

    /**
     * Targets of a picture, computed if need be.
     *
     * @param parts for each region, what it is of the picture
     */
    Map<String, Tensor> of(Picture picture, List<Optional<Mask>> parts, Supplier<Map<String, Tensor>> targets) {
        if (picture.rgb().length > MOST_VALUES) {
            // Never kept, so that even to compare it is for nothing.
            return targets.get();
        }
        Map<String, Tensor> known = seen.get(new Asked(picture, parts));
        if (known != null) {
            return known;
        }
        Map<String, Tensor> computed = targets.get();
        long size = picture.rgb().length
                + computed.values().stream().mapToLong(Tensor::elements).sum();
        if (size <= MOST_VALUES) {
            // Whoever has the picture may paint on it.
            Picture kept =
                    new Picture(picture.width(), picture.height(), picture.rgb().clone());
            seen.put(new Asked(kept, parts), computed);
            if (seen.size() > MOST_PICTURES) {
                seen.remove(seen.keySet().iterator().next());
            }
        }
        return computed;
    }

    void forget() {
        seen.clear();
    }
}
