package io.impasto.gateway.access;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The keys that are let in. */
record KeyRing(List<Entry> entries) {

    static final Pattern TENANT = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    KeyRing {
        entries = List.copyOf(entries);
    }

    /** A key: whose it is, what its owner calls it, and the SHA-256 of its text. */
    record Entry(String tenant, String name, byte[] hash) {}

    /** Why a file of keys cannot be used; the message names the line. */
    static final class Unreadable extends Exception {

        private static final long serialVersionUID = 1L;

        Unreadable(String message) {
            super(message);
        }
    }

    /**
     * Reads lines of tenant, name and hash, with blanks between them; empty lines and those that begin with {@code #} say
     * nothing.
     */
    static KeyRing parse(List<String> lines) throws Unreadable {
        List<Entry> entries = new ArrayList<>();
        int number = 0;
        for (String line : lines) {
            number++;
            String text = line.strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            String[] parts = text.split("\\s+");
            if (parts.length != 3) {
                throw new Unreadable("line " + number + " must have a tenant, a name and a hash");
            }
            if (!TENANT.matcher(parts[0]).matches()) {
                throw new Unreadable("line " + number + " begins with no tenant: a-z, 0-9, _ and -, at most 63");
            }
            if (!NAME.matcher(parts[1]).matches()) {
                throw new Unreadable("line " + number + " has no name: letters, digits, '.', '_' and '-', at most 63");
            }
            if (!HASH.matcher(parts[2]).matches()) {
                throw new Unreadable("line " + number + " ends with no SHA-256 in lower-case hexadecimal");
            }
            entries.add(new Entry(parts[0], parts[1], HexFormat.of().parseHex(parts[2])));
        }
        return new KeyRing(entries);
    }

    /** The tenant whose key it is. Takes the same time for every key that is shown. */
    Optional<String> tenant(ApiKey shown) {
        byte[] hash = shown.hash();
        String tenant = null;
        for (Entry entry : entries) {
            if (MessageDigest.isEqual(entry.hash, hash)) {
                tenant = entry.tenant;
            }
        }
        return Optional.ofNullable(tenant);
    }
}
