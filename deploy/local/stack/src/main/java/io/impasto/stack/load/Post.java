package io.impasto.stack.load;

/**
 * One submission.
 *
 * @param due when it was to be sent, nanoseconds of {@link System#nanoTime()}: what a client waits for counts from there, so
 *     that a gateway which stalls is not spared the submissions it holds up
 * @param answered when the answer was there
 * @param id of the transfer, or null if it was refused
 * @param status what was answered, or 0 where the connection failed
 */
record Post(long due, long answered, String id, int status) {

    boolean accepted() {
        return id != null;
    }

    double milliseconds() {
        return (answered - due) / 1e6;
    }
}
