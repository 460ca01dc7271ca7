package io.impasto.engine.transfer;

import io.impasto.engine.image.Picture;

/**
 * What came of a painting.
 *
 * @param picture the last good iterate, values clamped to 0..255; of the full size if finished, else of the level reached
 * @param report what happened on the way
 * @param finished false if a listener or {@link StyleTransfer#stop} ended it early
 */
public record TransferOutcome(Picture picture, TransferReport report, boolean finished) {}
