/**
 * The permanent record: the last state of each transfer, kept beside its artifacts for as long as they are. It is read off the compacted topic
 * {@code impasto.transfers}; a record that cannot be read goes to the dead letters and the reading goes on. Start with
 * {@link io.impasto.storage.records.TransferStates}.
 */
package io.impasto.storage.records;
