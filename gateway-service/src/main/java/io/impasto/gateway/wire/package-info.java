/**
 * What arrives before there is a request: bytes that are no HTTP, or of a version that nobody speaks, are answered with a problem.
 * Uses Netty, below the router, and the problems. Start with {@link io.impasto.gateway.wire.WireGate}.
 */
package io.impasto.gateway.wire;
