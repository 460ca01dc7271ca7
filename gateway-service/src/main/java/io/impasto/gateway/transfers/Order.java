package io.impasto.gateway.transfers;

import java.time.Instant;

import io.impasto.gateway.events.Trace;
import io.impasto.gateway.events.TransferRequest;

/**
 * What was asked for, and when.
 *
 * @param event {@code ce_id} of the request that counts, the first one
 * @param trace whose doing it is
 */
record Order(String event, Instant createdAt, TransferRequest request, Trace trace) {}
