package io.impasto.gateway.events;

/** A record that is no event of ours, with the reason for the dead letter. Has no stack trace: it is input, not a fault. */
public final class UnreadableRecord extends Exception {

    private static final long serialVersionUID = 1L;

    public UnreadableRecord(String reason) {
        super(reason, null, false, false);
    }
}
