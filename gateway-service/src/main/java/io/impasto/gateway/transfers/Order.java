package io.impasto.gateway.transfers;

import java.time.Instant;

import io.impasto.gateway.events.TransferRequest;

/**
 * What was asked for, and when.
 *
 * @param event {@code ce_id} of the request that counts, the first one
 */
record Order(String event, Instant createdAt, TransferRequest request) {}
