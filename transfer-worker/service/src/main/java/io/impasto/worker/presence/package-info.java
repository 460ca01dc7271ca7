/**
 * That this worker is there, what it can paint and how fast, for whoever plans with it. Uses {@code transfers} to publish; is told
 * by {@code painting} how long things took. Start reading at {@link io.impasto.worker.presence.Announcer}.
 */
package io.impasto.worker.presence;
