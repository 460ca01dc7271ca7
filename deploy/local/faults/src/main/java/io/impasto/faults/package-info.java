/**
 * Breaks a stack of real processes by a schedule, and judges afterwards from topics and store whether a transfer was lost.
 * Uses the launcher's code to start the parts, HTTP and Kafka as any client does; no service's classes.
 * Start reading at {@link io.impasto.faults.Storm}, what happens, and {@link io.impasto.faults.Checker}, what must hold.
 */
package io.impasto.faults;
