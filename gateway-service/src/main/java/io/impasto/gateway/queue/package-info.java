/**
 * How long the queue is and how old, and what was put aside, as metrics to watch it and to scale workers by. Uses {@code kafka} and {@code transfers}. Start
 * with {@link io.impasto.gateway.queue.Backlog}.
 */
package io.impasto.gateway.queue;
