package io.impasto.storage.imports;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

import io.impasto.storage.problems.ProblemException;
import io.impasto.storage.problems.ProblemType;

/** A picture that comes from elsewhere; that it breaks off is the sender's matter, not this service's. */
final class Fetched extends FilterInputStream {

    private final long length;

    /** @param length as announced, or a negative number */
    Fetched(InputStream body, long length) {
        super(body);
        this.length = length;
    }

    long length() {
        return length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int wanted) {
        try {
            return in.read(buffer, offset, wanted);
        } catch (IOException e) {
            throw unavailable("The picture broke off, or took too long.");
        }
    }

    /** The refusal of a picture that cannot be had. */
    static ProblemException unavailable(String detail) {
        return new ProblemException(ProblemType.IMAGE_UNAVAILABLE, detail);
    }
}
