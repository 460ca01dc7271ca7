/**
 * What container images hold besides the services: the question whether the one in here is healthy. Uses the JDK alone, since it
 * runs beside any service. Start reading at {@link io.impasto.images.Health}.
 */
package io.impasto.images;
