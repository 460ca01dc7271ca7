package io.impasto.engine.image;

import java.awt.Rectangle;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

import io.impasto.engine.image.ImageException.Reason;

/** An animated WebP (RFC 9649, 2.7.1): the reader decodes its frames, and does not tell where and how long they are seen. */
final class WebpFrames extends AnimatedImage {
    private static final int DISPOSE = 1;
    private static final int OVERWRITE = 2;
    private static final int MILLISECONDS = 10;

    private final List<Part> parts = new ArrayList<>();
    private Rectangle screen;
    private int loops;

    /** @throws ImageException if it shows one picture only */
    WebpFrames(ImageSource source, ImageInputStream stream, ImageReader reader) throws IOException {
        super(stream, reader);
        try (ImageInputStream headers = source.open()) {
            Chunks.WEBP.walk(headers, chunk -> {
                headers.setByteOrder(ByteOrder.LITTLE_ENDIAN);
                headers.seek(chunk.position());
                switch (chunk.type()) {
                    case "VP8X" -> {
                        headers.skipBytes(4);
                        screen = new Rectangle(1 + three(headers), 1 + three(headers));
                    }
                    case "ANIM" -> {
                        headers.skipBytes(4);
                        loops = headers.readUnsignedShort();
                    }
                    case "ANMF" -> parts.add(part(headers));
                    default -> {
                        // Profiles and notes.
                    }
                }
                return true;
            });
        }
        if (screen == null || parts.isEmpty()) {
            throw new ImageException(Reason.NOT_AN_IMAGE, "the WebP is one picture, not a film");
        }
    }

    private static Part part(ImageInputStream header) throws IOException {
        int x = 2 * three(header);
        int y = 2 * three(header);
        Rectangle place = new Rectangle(x, y, 1 + three(header), 1 + three(header));
        int delay = (three(header) + MILLISECONDS / 2) / MILLISECONDS;
        int flags = header.readUnsignedByte();
        return new Part(
                place,
                (flags & OVERWRITE) == 0,
                (flags & DISPOSE) == 0 ? Disposal.KEEP : Disposal.CLEAR,
                Math.min(delay, 0xffff));
    }

    private static int three(ImageInputStream stream) throws IOException {
        return stream.readUnsignedShort() + (stream.readUnsignedByte() << 16);
    }

    @Override
    int parts() {
        return parts.size();
    }

    @Override
    Optional<Integer> repeats() {
        return loops == 1 ? Optional.empty() : Optional.of(loops);
    }

    @Override
    Rectangle screen() {
        return screen;
    }

    @Override
    Part part(int number) {
        return parts.get(number);
    }
}
