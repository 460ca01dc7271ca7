/**
 * How much a tenant may have in the works at a time, and how long the queue may grow: counted as transfers change, judged
 * when one is asked for. Uses {@code problems}. Knows of transfers only what they weigh; start with
 * {@link io.impasto.gateway.quotas.Quotas}.
 */
package io.impasto.gateway.quotas;
