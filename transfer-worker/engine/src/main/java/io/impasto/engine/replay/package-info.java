/**
 * What it takes to paint a picture again, bit by bit: the manifest, which travels in the PNG or beside it, and painting by it. May use every
 * other package of the engine but the command line. Start reading at {@link io.impasto.engine.replay.Manifest}.
 */
package io.impasto.engine.replay;
