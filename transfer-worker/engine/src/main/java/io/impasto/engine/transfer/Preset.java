package io.impasto.engine.transfer;

import java.util.Locale;

/** A named set of defaults: objective, optimiser and start. */
public enum Preset {
    /** This project's own, and the default. */
    STUDIO(PresetDefaults.STUDIO, PresetOrigin.STUDIO),
    /** As Gatys, Ecker and Bethge 2016. */
    GATYS(PresetDefaults.GATYS, PresetOrigin.GATYS),
    /** As Justin Johnson's {@code neural-style}. */
    NEURAL_STYLE(PresetDefaults.NEURAL_STYLE, PresetOrigin.NEURAL_STYLE),
    /** As the example on keras.io. */
    KERAS(PresetDefaults.KERAS, PresetOrigin.KERAS),
    /** As the project report that this product starts from. */
    REPORT(PresetDefaults.REPORT, PresetOrigin.REPORT);

    private final PresetDefaults defaults;
    private final PresetOrigin origin;

    Preset(PresetDefaults defaults, PresetOrigin origin) {
        this.defaults = defaults;
        this.origin = origin;
    }

    /** The name as written in options, such as {@code neural-style}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What it says where an option was left out. */
    public PresetDefaults defaults() {
        return defaults;
    }

    /** Whose objective it is, and what proves it. */
    public PresetOrigin origin() {
        return origin;
    }
}
