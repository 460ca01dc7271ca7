/**
 * Moving pictures: optical flow between frames, how far it is to be believed, and paintings that go on from each other. Uses the
 * transfer, and BoofCV, which services do not carry. Start reading at {@link io.impasto.engine.video.FilmPainter}.
 */
package io.impasto.engine.video;
