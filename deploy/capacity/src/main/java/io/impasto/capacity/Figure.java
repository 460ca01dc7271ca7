package io.impasto.capacity;

import java.util.Objects;

/**
 * A number, and why it is believed.
 *
 * @param value in the unit that the name of the figure says
 * @param from {@code measured: ...}, {@code computed: ...}, {@code set: ...} (a default of the project) or {@code stated: ...} (an assumption)
 */
record Figure(double value, String from) {

    /** @throws IllegalArgumentException if it has no source or is no finite number of 0 or more */
    Figure {
        Objects.requireNonNull(from, "a figure says where it is from");
        if (!from.matches("(measured|computed|set|stated): .+")) {
            throw new IllegalArgumentException(
                    "a figure is from 'measured: ...', 'computed: ...', 'set: ...' or 'stated: ...', not '" + from
                            + "'");
        }
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a figure is a number of 0 or more, not " + value);
        }
    }
}
