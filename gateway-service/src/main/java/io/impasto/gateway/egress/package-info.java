/**
 * The way out: which addresses the gateway may connect to on behalf of a client, and a client that connects to exactly the
 * address that was checked. Uses Vert.x only. Start with {@link io.impasto.gateway.egress.AddressGuard}.
 */
package io.impasto.gateway.egress;
