/**
 * What every answer bears, whatever it is: the policy of what the page may load. Uses nothing of the other packages. Start with
 * {@link io.impasto.gateway.web.ContentSecurityPolicy}.
 */
package io.impasto.gateway.web;
