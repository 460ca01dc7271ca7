package io.impasto.stack;

import java.time.Duration;

/** Hears how a stack starts and stops; calls come one at a time. */
public interface StackListener {

    /** Hears nothing. */
    StackListener SILENT = new StackListener() {
        @Override
        public void ready(String part, Duration after) {
            // said to nobody
        }

        @Override
        public void stopped(String part) {
            // said to nobody
        }
    };

    /** @param after since the stack was started */
    void ready(String part, Duration after);

    void stopped(String part);
}
