package io.impasto.stack;

/**
 * A second listener of a broker, whose clients are told to come back through another port.
 *
 * @param port where the broker listens, on loopback
 * @param advertised where clients of this listener are sent; whoever listens there passes on what comes
 */
public record Detour(int port, int advertised) {}
