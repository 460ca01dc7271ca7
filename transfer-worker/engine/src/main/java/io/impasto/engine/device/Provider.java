package io.impasto.engine.device;

import java.util.Locale;

/** What can be asked to compute. */
public enum Provider {
    /** CUDA where this build and machine have it, else the processor. */
    AUTO,
    /** The processor. */
    CPU,
    /** An NVIDIA GPU, or nothing. */
    CUDA;

    /** The name as written in options and settings. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
