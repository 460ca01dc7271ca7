package io.impasto.engine.optimiser;

/** Improves an array of values step by step. */
public interface Optimiser {}
