/**
 * Pictures that are fetched rather than sent: from the web, and from buckets of other systems. Start with
 * {@link io.impasto.storage.imports.ImportResource}.
 */
package io.impasto.storage.imports;
