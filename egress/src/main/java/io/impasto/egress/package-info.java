/**
 * The way out: which addresses a service may connect to on behalf of a client. What can be judged without a look-up is judged by
 * {@link io.impasto.egress.WebAddress}; the rest by {@link io.impasto.egress.AddressGuard}, at each connection, which then
 * goes to exactly the address that was checked. Whose certificates are trusted is said by
 * {@link io.impasto.egress.Authorities}.
 */
package io.impasto.egress;
