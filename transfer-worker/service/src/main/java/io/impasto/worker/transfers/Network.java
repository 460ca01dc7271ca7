package io.impasto.worker.transfers;

/** A feature network, after {@code network.v1}. */
public record Network(String name, String sha256) {}
