package io.impasto.storage.uses;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An image in the hands of a tenant; the SHA-256 is kept as four numbers, for there may be millions of these.
 *
 * @param tenant whose transfer it is; {@link #ANYONE} stands for all tenants together
 */
record ImageUse(String tenant, long first, long second, long third, long fourth) {

    /** No tenant has this name. */
    static final String ANYONE = "";

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** The use of what a document names, unless that is an address and no id. */
    static Optional<ImageUse> of(String tenant, String named) {
        return named != null && SHA256.matcher(named).matches()
                ? Optional.of(new ImageUse(tenant, part(named, 0), part(named, 16), part(named, 32), part(named, 48)))
                : Optional.empty();
    }

    ImageUse byAnyone() {
        return new ImageUse(ANYONE, first, second, third, fourth);
    }

    private static long part(String sha256, int from) {
        return Long.parseUnsignedLong(sha256, from, from + 16, 16);
    }
}
