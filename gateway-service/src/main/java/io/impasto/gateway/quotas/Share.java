package io.impasto.gateway.quotas;

/**
 * What a transfer that has not ended takes of its tenant's quotas.
 *
 * @param waiting whether it waits for a worker
 * @param atWork whether a worker has it
 * @param pixels of its content image; 0 where they are not known
 */
public record Share(String tenant, boolean waiting, boolean atWork, long pixels) {}
