/**
 * The contract as this worker reads and writes it: requests in, facts about transfers out, both CloudEvents 1.0 in
 * Kafka's binary mode. Uses the engine's options and nothing of the queue or the painting. Start reading at {@link
 * io.impasto.worker.transfers.RequestReader} and {@link io.impasto.worker.transfers.TransferEvent}.
 */
package io.impasto.worker.transfers;
