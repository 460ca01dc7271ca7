/**
 * What a transfer has made, passed on from storage-service: the painting, previews, loss table and manifest. Uses
 * {@code storage}, {@code transfers}, {@code problems}. Start with {@link io.impasto.gateway.results.ResultsResource}.
 */
package io.impasto.gateway.results;
