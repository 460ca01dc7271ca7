package io.impasto.pictures;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * A file followed by a few zeros, whose end is said only so often. The WebP reader looks some bytes ahead and, when there are
 * none, goes on with what it has: in a damaged file for hours, as it gets no farther.
 */
public final class EndlessInput extends ImageInputStreamImpl {
    /** More than is looked ahead. */
    private static final int LOOK_AHEAD = 64;
    /** More often than a reader asks that heeds it. */
    private static final int MOST_ENDS = 1000;

    private final ImageInputStream file;
    private final long length;
    private long zeros;
    private int ends;
    private boolean ended;

    /** @param file of known length; closed by who opened it */
    public EndlessInput(ImageInputStream file) throws IOException {
        this.file = file;
        this.length = file.length();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) == 1 ? one[0] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int count) throws IOException {
        bitOffset = 0;
        int read = 0;
        while (read < count && streamPos < length) {
            file.seek(streamPos);
            int some = file.read(into, offset + read, count - read);
            if (some < 0) {
                throw new EOFException("the file has become shorter");
            }
            streamPos += some;
            read += some;
        }
        ended |= read < count;
        int padding = (int) Math.min(Math.max(0, length + zeros - streamPos), count - read);
        Arrays.fill(into, offset + read, offset + read + padding, (byte) 0);
        streamPos += padding;
        read += padding;
        if (read > 0 || count == 0) {
            return read;
        }
        ends++;
        if (ends > MOST_ENDS) {
            throw new IOException("Unexpected end of the file");
        }
        return -1;
    }

    @Override
    public long length() {
        return length;
    }

    /** A picture of one colour has symbols of no bits at its end, of which the reader takes some all the same. */
    public void allowFor(long pixels) {
        zeros = LOOK_AHEAD + pixels;
    }

    /** Whether more was wanted than there is. */
    public boolean ended() {
        return ended;
    }
}
