package io.impasto.stack.keys;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.zip.CRC32;

/** A fresh API key: {@code imp_}, 256 random bits and the CRC-32 of all before it, both in hexadecimal. */
record Key(String text) {

    static Key random() {
        byte[] bits = new byte[32];
        new SecureRandom().nextBytes(bits);
        String text = "imp_" + HexFormat.of().formatHex(bits);
        CRC32 checksum = new CRC32();
        checksum.update(ascii(text));
        return new Key(text + HexFormat.of().toHexDigits((int) checksum.getValue()));
    }

    /** What is kept of it: its SHA-256 in hexadecimal. */
    String hash() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(ascii(text)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String toString() {
        return "imp_...";
    }
}
