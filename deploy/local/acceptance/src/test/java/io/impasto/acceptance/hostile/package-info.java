/** What strangers and broken programs send, and what becomes of it. Start with {@link HostileInputIT}. */
package io.impasto.acceptance.hostile;
