/**
 * The painting itself: options and their defaults, the pyramid, the loop of evaluations, checkpoints and the report. May
 * use every other package of the engine but the command line. Start reading at {@link
 * io.impasto.engine.transfer.StyleTransfer}.
 */
package io.impasto.engine.transfer;
