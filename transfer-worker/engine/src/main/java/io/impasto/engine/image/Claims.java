package io.impasto.engine.image;

import java.awt.Rectangle;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Every size for which a reader would allocate memory. Some formats state several: a small canvas may hold a frame or a tile that claims to be
 * huge.
 */
final class Claims {

    private Claims() {}

    static List<Rectangle> of(ImageFormat format, ImageReader reader, ImageSource source) throws IOException {
        List<Rectangle> claims = new ArrayList<>();
        claims.add(new Rectangle(reader.getWidth(0), reader.getHeight(0)));
        switch (format) {
            case GIF -> claims.add(gifScreen(source));
            case TIFF -> claims.add(new Rectangle(reader.getTileWidth(0), reader.getTileHeight(0)));
            case WEBP -> claims.addAll(webpFrames(source));
            case JPEG, PNG, BMP -> {}
        }
        return claims;
    }

    private static Rectangle gifScreen(ImageSource source) throws IOException {
        try (ImageInputStream stream = source.open()) {
            stream.setByteOrder(ByteOrder.LITTLE_ENDIAN);
            stream.seek(6);
            return new Rectangle(stream.readUnsignedShort(), stream.readUnsignedShort());
        }
    }

    /** Sizes in the bit streams themselves (RFC 9649 for the containers, RFC 6386 for VP8). */
    private static List<Rectangle> webpFrames(ImageSource source) throws IOException {
        List<Rectangle> frames = new ArrayList<>();
        try (ImageInputStream stream = source.open()) {
            Chunks.WEBP.walk(stream, chunk -> {
                stream.seek(chunk.position());
                switch (chunk.type()) {
                    case "VP8 " -> frames.add(vp8(stream));
                    case "VP8L" -> frames.add(vp8l(stream));
                    case "ANMF" -> frames.add(animationFrame(stream));
                    default -> {
                        return true;
                    }
                }
                return false;
            });
        } catch (EOFException e) {
            // Ends before its pixels: decoding it will tell.
            return frames;
        }
        return frames;
    }

    private static Rectangle vp8(ImageInputStream stream) throws IOException {
        stream.skipBytes(6);
        return new Rectangle(stream.readUnsignedShort() & 0x3fff, stream.readUnsignedShort() & 0x3fff);
    }

    private static Rectangle vp8l(ImageInputStream stream) throws IOException {
        stream.skipBytes(1);
        int bits = stream.readInt();
        return new Rectangle((bits & 0x3fff) + 1, (bits >>> 14 & 0x3fff) + 1);
    }

    /** The frame's header, then the bit stream inside it. */
    private static Rectangle animationFrame(ImageInputStream stream) throws IOException {
        stream.skipBytes(6);
        int width = 1 + stream.readUnsignedShort() + (stream.readUnsignedByte() << 16);
        int height = 1 + stream.readUnsignedShort() + (stream.readUnsignedByte() << 16);
        return new Rectangle(width, height);
    }
}
