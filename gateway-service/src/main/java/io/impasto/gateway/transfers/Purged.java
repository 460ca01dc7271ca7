package io.impasto.gateway.transfers;

import java.time.Instant;

/**
 * What is remembered of a transfer whose data are removed.
 *
 * @param tenant whose it was
 * @param at when
 */
record Purged(String tenant, Instant at) {}
