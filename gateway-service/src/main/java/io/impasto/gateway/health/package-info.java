/**
 * Whether this gateway can serve: its table is caught up, the broker and storage-service answer. Uses {@code kafka},
 * {@code storage}, {@code transfers}. Start with {@link io.impasto.gateway.health.TableReadiness}.
 */
package io.impasto.gateway.health;
