package io.impasto.storage.images.format;

/**
 * How many pixels an image may claim.
 *
 * @param maxPixels width times height, at most
 */
public record PixelLimit(long maxPixels) {

    /**
     * Asked for every size for which a decoder would set memory aside: canvas, frames, tiles.
     *
     * @throws ImageRefused if the area is empty or too large
     */
    void check(long width, long height) {
        if (width < 1 || height < 1) {
            throw ImageRefused.damaged("The image claims a size of " + width + " x " + height + " pixels.");
        }
        if (height > maxPixels / width) {
            throw new ImageRefused(
                    ImageRefused.Reason.TOO_LARGE,
                    "The image claims " + width + " x " + height + " pixels; at most " + maxPixels + " are allowed.");
        }
    }
}
