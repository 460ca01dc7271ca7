/**
 * {@code impasto keys}: makes, lists and revokes the API keys of a gateway, in the file that it reads. Of a key only its
 * SHA-256 is kept. Start with {@link io.impasto.stack.keys.Keys}.
 */
package io.impasto.stack.keys;
