/**
 * Telling a client's server that a transfer has ended: which addresses are acceptable, the signature of Standard Webhooks,
 * deliveries as records of {@code impasto.deliveries} with their retries. Uses {@code egress}, {@code kafka} and
 * {@code events}. Start with {@link io.impasto.gateway.webhooks.Delivery} and
 * {@link io.impasto.gateway.webhooks.DeliverWebhook}.
 */
package io.impasto.gateway.webhooks;
