/**
 * Errors for people: every refusal leaves the service as an RFC 9457 problem with a stable type. Everything else here may throw a
 * {@link io.impasto.storage.problems.ProblemException}; only this package knows HTTP mappers. Start with
 * {@link io.impasto.storage.problems.ProblemType}, the list of all of them.
 */
package io.impasto.storage.problems;
