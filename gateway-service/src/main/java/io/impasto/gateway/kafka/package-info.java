/**
 * How the gateway talks to Kafka: addresses, client settings, topics, publishing, dead letters, and whether the broker
 * answers. Knows nothing of transfers. Start with {@link io.impasto.gateway.kafka.Publisher}.
 */
package io.impasto.gateway.kafka;
