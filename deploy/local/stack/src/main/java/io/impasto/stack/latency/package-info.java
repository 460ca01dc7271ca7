/**
 * Measures what a client waits for: {@code impasto latency} posts transfers to a running gateway, one after another.
 * Uses the REST client of this module only. Start reading at {@link io.impasto.stack.latency.Latency}.
 */
package io.impasto.stack.latency;
