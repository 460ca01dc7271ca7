/**
 * The edge of HTTP that is the same for every resource: what bodies are let in, and which headers every answer bears. Uses
 * {@code problems} only. Start with {@link io.impasto.gateway.web.BodyGate}.
 */
package io.impasto.gateway.web;
