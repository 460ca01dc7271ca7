/**
 * Bodies of requests: judged by their headers before a byte is read, spooled to disk while they come in, and read as a form
 * when they are whole; so a body costs neither memory nor a thread while it is under way. Uses {@code problems} only. Start
 * with {@link io.impasto.gateway.bodies.BodyGate}, {@link io.impasto.gateway.bodies.BodySpool} and
 * {@link io.impasto.gateway.bodies.MultipartForm}.
 */
package io.impasto.gateway.bodies;
