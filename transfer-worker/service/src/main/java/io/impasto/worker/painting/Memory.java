package io.impasto.worker.painting;

/** How large a painting the heap has room for. */
final class Memory {

    /** The optimiser's history, 45 vectors of three floats a pixel at most, and the pictures beside it. */
    private static final long PAINTING_BYTES_PER_PIXEL = 600;

    /** A checkpoint holds the history again; while it grows in memory, up to three times over. */
    private static final long CHECKPOINT_BYTES_PER_PIXEL = 3 * 45 * 3 * Float.BYTES;

    /** The rest is for images as they come in, previews, and the service itself. */
    private static final double SHARE = 0.7;

    /** Less than the whole: the service itself has to live, too. */
    private static final double ALL_BUT_SERVICE = 0.9;

    private Memory() {}

    /** Pixels of the largest painting. */
    static long paintingPixels() {
        return (long) (Runtime.getRuntime().maxMemory() * SHARE) / PAINTING_BYTES_PER_PIXEL;
    }

    /** Whether a checkpoint of a picture of this size fits beside the painting. */
    static boolean hasRoomForCheckpoint(int width, int height) {
        long pixels = (long) width * height;
        return (PAINTING_BYTES_PER_PIXEL + CHECKPOINT_BYTES_PER_PIXEL) * pixels
                < Runtime.getRuntime().maxMemory() * ALL_BUT_SERVICE;
    }
}
