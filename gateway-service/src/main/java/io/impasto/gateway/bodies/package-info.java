/**
 * Bodies of requests: judged by their headers before a byte is read; JSON is held in memory and all else spooled to disk while it
 * comes in, so that a body costs no thread while it is under way, and no more memory than JSON may have. Uses {@code problems}
 * only. Start with {@link io.impasto.gateway.bodies.BodyGate}, {@link io.impasto.gateway.bodies.HeldBody},
 * {@link io.impasto.gateway.bodies.BodySpool} and {@link io.impasto.gateway.bodies.MultipartForm}.
 */
package io.impasto.gateway.bodies;
