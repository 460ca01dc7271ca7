/**
 * To which trace a call belongs, for what follows from it, for the log and for a collector of spans. Uses {@code events} for the
 * headers. Start with {@link io.impasto.gateway.tracing.TraceGate}.
 */
package io.impasto.gateway.tracing;
