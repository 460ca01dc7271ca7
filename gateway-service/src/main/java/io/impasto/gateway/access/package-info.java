/**
 * Who may do what: reads the API keys that are handed out, checks tokens of an issuer, tells the tenant of each call by its
 * credential, refuses calls
 * without one, and keeps a gateway that has none to loopback. Uses problems and events; the other packages ask {@link
 * io.impasto.gateway.access.Caller} whose call it is. Start with {@link io.impasto.gateway.access.AccessGate}.
 */
package io.impasto.gateway.access;
