package io.impasto.storage.downloads;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A stretch of bytes (RFC 9110, section 14).
 *
 * @param first its first byte, from 0
 * @param length number of bytes, at least 1
 */
record ByteRange(long first, long length) {

    // 18 digits always fit a long; a longer number is no position in anything stored here.
    private static final Pattern SINGLE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /** Thrown for a range that begins behind the end. */
    static final class Unsatisfiable extends Exception {

        private static final long serialVersionUID = 1L;

        Unsatisfiable() {
            super(null, null, false, false);
        }
    }

    long last() {
        return first + length - 1;
    }

    /**
     * The range that a header asks for; empty for headers that a server may ignore (several ranges, other units, nonsense).
     *
     * @param size length of the object in bytes
     */
    static Optional<ByteRange> parse(String header, long size) throws Unsatisfiable {
        Matcher range = SINGLE.matcher(header.replace(" ", ""));
        if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
            return Optional.empty();
        }
        if (range.group(1).isEmpty()) {
            long suffix = Math.min(Long.parseLong(range.group(2)), size);
            return Optional.of(within(size - suffix, size - 1, size));
        }
        long first = Long.parseLong(range.group(1));
        long last = range.group(2).isEmpty() ? size - 1 : Math.min(Long.parseLong(range.group(2)), size - 1);
        boolean backwards = !range.group(2).isEmpty() && Long.parseLong(range.group(2)) < first;
        return backwards ? Optional.empty() : Optional.of(within(first, last, size));
    }

    private static ByteRange within(long first, long last, long size) throws Unsatisfiable {
        if (first >= size || last < first) {
            throw new Unsatisfiable();
        }
        return new ByteRange(first, last - first + 1);
    }
}
