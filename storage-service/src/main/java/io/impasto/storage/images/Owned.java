package io.impasto.storage.images;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A tenant's hold on an image. */
record Owned(Tenant tenant, ImageId id) {

    /** Where the markers of owners lie. */
    static final String OWNERS = "owners/";

    /** Where it lies whose image is to go. */
    static final String CONDEMNED = "condemned/";

    private static final Pattern KEY = Pattern.compile("[a-z]+/([^/]+)/([0-9a-f]{64})");

    /** What the key of either marker says; nothing if it is another key. */
    static Optional<Owned> of(String key) {
        Matcher parts = KEY.matcher(key);
        return parts.matches()
                ? Optional.of(new Owned(new Tenant(parts.group(1)), new ImageId(parts.group(2))))
                : Optional.empty();
    }

    String owner() {
        return OWNERS + tenant.name() + "/" + id.sha256();
    }

    String condemned() {
        return CONDEMNED + tenant.name() + "/" + id.sha256();
    }
}
