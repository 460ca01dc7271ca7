/**
 * CloudEvents about transfers as they lie in Kafka (binary mode): reading them strictly enough to trust, writing the one that
 * the gateway publishes, and where the unreadable ones go. Uses Kafka's client and Jackson only. Start with
 * {@link io.impasto.gateway.events.TransferEvent}.
 */
package io.impasto.gateway.events;
