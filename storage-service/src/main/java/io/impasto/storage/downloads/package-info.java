/**
 * Serving objects over HTTP: entity tags, conditions and ranges as RFC 9110 has them. Images and artifacts are served by the same few lines; what an
 * object means is not known here. Start with {@link io.impasto.storage.downloads.Download}.
 */
package io.impasto.storage.downloads;
