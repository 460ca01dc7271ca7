/**
 * The workers that are there, and what a painting would take them: read from their announcements, never asked. Uses {@code events},
 * {@code kafka} and {@code transfers}. Start with {@link io.impasto.gateway.workers.Workers}, and for the arithmetic with
 * {@link io.impasto.gateway.workers.Predictor}.
 */
package io.impasto.gateway.workers;
