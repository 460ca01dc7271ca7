package io.impasto.gateway.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * An API key as a client shows it: {@code imp_}, 256 random bits in hexadecimal, and the CRC-32 of all before it in
 * hexadecimal, so that a scanner knows a leaked key from other text.
 */
record ApiKey(String text) {

    private static final Pattern FORM = Pattern.compile("imp_[0-9a-f]{72}");
    private static final String PREFIX = "imp_";
    private static final int CHECKSUM = 8;

    /** Whether the text is meant as a key, and not as a token. */
    static boolean isMeant(String text) {
        return text.startsWith(PREFIX);
    }

    /** Whether the text has the form of a key, and its checksum is right. */
    static boolean isOne(String text) {
        if (!FORM.matcher(text).matches()) {
            return false;
        }
        CRC32 checksum = new CRC32();
        int end = text.length() - CHECKSUM;
        checksum.update(text.substring(0, end).getBytes(StandardCharsets.US_ASCII));
        return Long.parseLong(text.substring(end), 16) == checksum.getValue();
    }

    /** What is kept of it. SHA-256 without salt is enough: nobody guesses 256 random bits. */
    byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "imp_...";
    }
}
