/**
 * Fetches published weights and imports them. May use the network and importing packages. Start with
 * {@link io.impasto.engine.network.fetching.NetworkFetch}.
 */
package io.impasto.engine.network.fetching;
