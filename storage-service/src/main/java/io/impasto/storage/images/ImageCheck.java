package io.impasto.storage.images;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Map;

import jakarta.inject.Singleton;

import io.impasto.storage.images.format.ImageFormat;
import io.impasto.storage.images.format.ImageHeader;
import io.impasto.storage.images.format.ImageRefused;
import io.impasto.storage.images.format.ImageSource;
import io.impasto.storage.images.format.PixelLimit;
import io.impasto.storage.problems.ProblemException;
import io.impasto.storage.problems.ProblemType;
import io.impasto.storage.spool.Spool;

/** Holds a body to what a picture must be, with the configured limit of pixels. */
@Singleton
public class ImageCheck {

    private final PixelLimit limit;

    ImageCheck(ImagesConfig config) {
        limit = new PixelLimit(config.maxPixels());
    }

    /** @throws ProblemException {@code not-an-image}, {@code truncated-image} or {@code image-too-large} */
    public ImageHeader check(Spool spool) throws IOException {
        try {
            return ImageFormat.inspect(new Spooled(spool), limit);
        } catch (ImageRefused e) {
            throw switch (e.reason()) {
                case NOT_AN_IMAGE -> new ProblemException(ProblemType.NOT_AN_IMAGE, e.getMessage());
                case TRUNCATED -> new ProblemException(ProblemType.TRUNCATED_IMAGE, e.getMessage());
                case TOO_LARGE -> new ProblemException(
                        ProblemType.IMAGE_TOO_LARGE, e.getMessage(), Map.of("maximum", limit.maxPixels()));
            };
        }
    }

    /** A spool as the formats see it; a format that jumps about gets the file as mapped memory, off the heap. */
    private record Spooled(Spool spool) implements ImageSource {

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return spool.read(buffer, offset, length);
        }

        @Override
        public ByteBuffer whole() throws IOException {
            try (FileChannel file = FileChannel.open(spool.whole())) {
                return file.map(FileChannel.MapMode.READ_ONLY, 0, file.size());
            }
        }
    }
}
