/**
 * The work on one leased request: prepare, announce, paint, report, store, publish. The engine paints; this decides what,
 * when to stop, and what is kept. May use every other package of the worker. Start reading at {@link
 * io.impasto.worker.painting.Painter}.
 */
package io.impasto.worker.painting;
