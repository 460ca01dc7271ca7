/**
 * To which trace a call belongs, for the log and for a collector of spans. Start with {@link io.impasto.storage.tracing.TraceGate}.
 */
package io.impasto.storage.tracing;
