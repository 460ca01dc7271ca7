/**
 * How long transfers are kept after their end, as requests ask for it within the installation's bounds. Uses {@code events}.
 * The fold enforces it; start with {@link io.impasto.gateway.retention.Retention}.
 */
package io.impasto.gateway.retention;
