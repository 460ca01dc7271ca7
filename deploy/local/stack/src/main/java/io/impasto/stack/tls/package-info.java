/**
 * Hosts that are spoken to by TLS, for tests: a certificate authority made for the occasion, by the JDK's keytool. Start with
 * {@link io.impasto.stack.tls.Authority}.
 */
package io.impasto.stack.tls;
