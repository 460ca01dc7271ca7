/**
 * What the demo and the end-to-end tests need of the gateway's REST API, over HTTP as any client has it.
 * Uses the JDK's HTTP client and Jackson, and nothing of the services.
 * Start reading at {@link io.impasto.stack.client.GatewayClient}.
 */
package io.impasto.stack.client;
