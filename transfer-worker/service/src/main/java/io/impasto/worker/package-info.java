/**
 * The transfer-worker: takes requests from the queue, paints them, stores and reports. This package only puts the parts
 * together and starts and ends them. Start reading at {@link io.impasto.worker.TransferWorker}.
 */
package io.impasto.worker;
