package io.impasto.engine.transfer;

import java.util.Locale;

/** Where the colours of a painting come from. */
public enum ColorMode {
    /** The styles, as the objective has it. */
    STYLE,
    /** The content: see {@link io.impasto.engine.colour.ContentColour}. */
    CONTENT,
    /** The styles, after theirs were made the content's: see {@link io.impasto.engine.colour.ColourMatching}. */
    MATCHED;

    /** The name as written in options. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
