/**
 * The permanent record: the last state of each transfer, kept beside its artifacts until the transfer is purged, when all
 * of it goes. It is read off the compacted topic {@code impasto.transfers}; a record that cannot be read goes to the dead letters and the reading goes on. Start with
 * {@link io.impasto.storage.records.TransferStates}.
 */
package io.impasto.storage.records;
