package io.impasto.egress;

/** A host leads to an address that we may not connect to. Does not say which: that would map the inside for strangers. */
public final class ForbiddenAddress extends Exception {

    private static final long serialVersionUID = 1L;

    ForbiddenAddress(String host) {
        super(host + " leads to an address that is not allowed", null, false, false);
    }
}
