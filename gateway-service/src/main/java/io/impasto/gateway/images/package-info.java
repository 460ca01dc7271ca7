/**
 * Images that transfers are made from: taking them in and showing them, both by way of storage-service. Uses
 * {@code storage}, {@code problems}. Start with {@link io.impasto.gateway.images.ImagesResource}.
 */
package io.impasto.gateway.images;
