/**
 * Errors as RFC 9457 problem details: the closed list of their types, the exception that carries one, and what turns every
 * other failure (of the router, of the body parser, of a bug) into one. Uses nothing of the other packages. Start with
 * {@link io.impasto.gateway.problems.ProblemType}.
 */
package io.impasto.gateway.problems;
