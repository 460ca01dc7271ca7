/**
 * The whole line over the embedded stack, seen from outside, and the rules of the house.
 * Uses the launcher's own code to start the stack once for all tests, HTTP, Kafka and the command line; no service's classes.
 * Start reading at {@link io.impasto.acceptance.EmbeddedStackIT} and {@link io.impasto.acceptance.ArchitectureTest}.
 */
package io.impasto.acceptance;
