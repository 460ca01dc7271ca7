/**
 * The Kafka Streams topology that folds requests and events into the compacted topic of states, and starts the webhook of
 * a transfer that has ended; shared by all gateways of one installation. Uses {@code events}, {@code transfers},
 * {@code webhooks}, {@code kafka}. Start with {@link io.impasto.gateway.fold.FoldTopology}.
 */
package io.impasto.gateway.fold;
