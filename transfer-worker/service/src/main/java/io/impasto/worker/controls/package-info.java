/**
 * What clients want of transfers that exist already: to cancel, to pause, to go on, to go on with other weights. The whole
 * topic is read into one wish per transfer, and what a wish means for the work at hand is a pure function. Start reading
 * at {@link io.impasto.worker.controls.Wish} and {@link io.impasto.worker.controls.Wishes}.
 */
package io.impasto.worker.controls;
