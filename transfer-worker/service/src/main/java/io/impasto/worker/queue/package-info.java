/**
 * The queue of requests: leases on records of a Kafka share group (KIP-932), renewed while work goes on and settled when
 * it ends. Knows Kafka and nothing of paintings. Start reading at {@link io.impasto.worker.queue.LeaseState}, which has
 * the drawing, then {@link io.impasto.worker.queue.RequestQueue}.
 */
package io.impasto.worker.queue;
