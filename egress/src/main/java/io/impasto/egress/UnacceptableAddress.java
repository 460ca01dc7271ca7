package io.impasto.egress;

/** A text is no address that anything can be sent to or fetched from; the message is a sentence for whoever wrote it. */
public final class UnacceptableAddress extends Exception {

    private static final long serialVersionUID = 1L;

    UnacceptableAddress(String message) {
        super(message, null, false, false);
    }
}
