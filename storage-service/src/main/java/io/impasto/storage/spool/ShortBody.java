package io.impasto.storage.spool;

import java.io.IOException;
import java.io.InputStream;

import jakarta.ws.rs.core.HttpHeaders;

import io.impasto.storage.problems.ProblemException;

/** Bodies of a few words, which need no file. */
public final class ShortBody {

    private ShortBody() {}

    /**
     * The whole body.
     *
     * @param longest how many bytes it may have
     * @throws ProblemException {@code empty-body} or {@code body-too-large}
     */
    public static byte[] read(InputStream body, HttpHeaders headers, int longest) throws IOException {
        long declared = DeclaredLength.of(headers);
        if (declared == 0) {
            throw Spools.empty();
        }
        byte[] bytes = declared > longest ? null : body.readNBytes(longest + 1);
        if (bytes == null || bytes.length > longest) {
            throw Spools.tooLarge(longest);
        }
        return bytes;
    }
}
