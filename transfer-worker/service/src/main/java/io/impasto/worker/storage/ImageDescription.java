package io.impasto.worker.storage;

/**
 * What storage-service knows of an image.
 *
 * @param width as shown, in pixels
 * @param height as shown, in pixels
 */
public record ImageDescription(String id, String mediaType, int width, int height, long bytes) {

    public long pixels() {
        return (long) width * height;
    }
}
