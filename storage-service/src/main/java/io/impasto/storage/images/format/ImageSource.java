package io.impasto.storage.images.format;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A file that is still coming in. */
public interface ImageSource {

    /** Reads on, as {@link java.io.InputStream#read(byte[], int, int)} does. */
    int read(byte[] buffer, int offset, int length) throws IOException;

    /** All of the file from its first byte, once the rest has come; not on the heap if it is large. */
    ByteBuffer whole() throws IOException;
}
