/**
 * What orchestrators ask. Ready means that the network is warm, the queue joined and the store there; busy is ready. Uses
 * the worker's own view of itself; start reading at {@link io.impasto.worker.health.WorkerReadiness}.
 */
package io.impasto.worker.health;
