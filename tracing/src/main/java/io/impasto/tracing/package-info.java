/**
 * Spans of what the services do, for a collector that takes OTLP; where none is named nothing is recorded, and no class of
 * OpenTelemetry is loaded. How a trace gets from one service to the next is theirs: they carry the header {@code traceparent}
 * themselves, through records and over restarts. Start with {@link io.impasto.tracing.Spans}.
 */
package io.impasto.tracing;
