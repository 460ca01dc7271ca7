package io.impasto.worker.transfers;

/**
 * Something stored for a transfer, after {@code artifact.v1}.
 *
 * @param width of a picture, in pixels, else null
 * @param height of a picture, in pixels, else null
 */
public record Artifact(String name, String mediaType, long bytes, String sha256, Integer width, Integer height) {

    /** The same with the size of the picture it is. */
    public Artifact sized(int width, int height) {
        return new Artifact(name, mediaType, bytes, sha256, width, height);
    }
}
