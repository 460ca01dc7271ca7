package io.impasto.storage.spool;

import jakarta.ws.rs.core.HttpHeaders;

/** How long a request says that its body is. */
public final class DeclaredLength {

    private DeclaredLength() {}

    /** The {@code Content-Length} in bytes; -1 where the body comes in chunks; 0 where there is none. */
    public static long of(HttpHeaders headers) {
        String length = headers.getHeaderString(HttpHeaders.CONTENT_LENGTH);
        if (length == null) {
            return headers.getHeaderString("Transfer-Encoding") == null ? 0 : -1;
        }
        try {
            return Long.parseLong(length);
        } catch (NumberFormatException notOne) {
            return -1;
        }
    }
}
