/**
 * Transfers: their state as a pure fold of events, the table of them that every gateway holds, how one is submitted and
 * shown. Uses {@code events}, {@code storage}, {@code contract}, {@code kafka} and {@code problems}. Start with
 * {@link io.impasto.gateway.transfers.Transfer} and {@link io.impasto.gateway.transfers.SubmitTransfer}.
 */
package io.impasto.gateway.transfers;
