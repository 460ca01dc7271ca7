package io.impasto.worker.queue;

/** How a lease ends. */
public enum Verdict {
    /** Done; the record leaves the queue. */
    ACCEPT,
    /** Not done; the record is delivered again, to this or another worker, with the next attempt. */
    RELEASE,
    /** Cannot be done by anyone; the record leaves the queue. */
    REJECT
}
