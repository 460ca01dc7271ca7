/**
 * Pictures of other sizes, formats and colours, made of stored ones and kept beside them. What each parameter means is written in the gateway's
 * {@code openapi.yaml}, for others compute the same. Start with {@link io.impasto.storage.renditions.MakeRendition}.
 */
package io.impasto.storage.renditions;
