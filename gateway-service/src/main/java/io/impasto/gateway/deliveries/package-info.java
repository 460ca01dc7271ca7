/**
 * The log of webhooks over HTTP, and sending one again. Uses {@code webhooks}, {@code transfers}, {@code problems}. Start with
 * {@link io.impasto.gateway.deliveries.DeliveriesResource}.
 */
package io.impasto.gateway.deliveries;
