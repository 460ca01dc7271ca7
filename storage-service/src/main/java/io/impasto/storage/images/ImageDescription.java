package io.impasto.storage.images;

import java.util.Map;

import io.impasto.storage.images.format.ImageHeader;
import io.impasto.storage.spool.Contents;
import io.impasto.storage.store.NewObject;
import io.impasto.storage.store.StoredObject;

/**
 * A kept picture, as clients see it.
 *
 * @param id SHA-256 of its bytes
 * @param mediaType such as {@code image/jpeg}
 * @param width columns as shown, after EXIF orientation, in pixels
 * @param height rows as shown, in pixels
 * @param bytes length of the file
 */
public record ImageDescription(String id, String mediaType, int width, int height, long bytes) {

    private static final String WIDTH = "impasto-width";
    private static final String HEIGHT = "impasto-height";
    private static final String OWNERS = "impasto-owners";

    static ImageDescription of(ImageHeader header, Contents contents) {
        return new ImageDescription(
                contents.sha256(), header.format().mediaType(), header.width(), header.height(), contents.bytes());
    }

    static ImageDescription of(ImageId id, StoredObject object) {
        return new ImageDescription(
                id.sha256(),
                object.mediaType(),
                Integer.parseInt(object.required(WIDTH)),
                Integer.parseInt(object.required(HEIGHT)),
                object.bytes());
    }

    NewObject toStore() {
        return new NewObject(
                new ImageId(id).key(),
                mediaType,
                Map.of(WIDTH, Integer.toString(width), HEIGHT, Integer.toString(height), OWNERS, "marked"));
    }

    /** Whether markers tell whose it is; images from before there were tenants have none. */
    static boolean isMarked(StoredObject object) {
        return object.said(OWNERS).isPresent();
    }
}
