/**
 * What a picture file says of itself, read front to back without decoding a pixel: format, size, orientation, and whether its end has come. Image
 * libraries decode, buffer what a header claims, or forgive a missing end; here memory stays flat whatever the file says, and the size limits are
 * asked as soon as a size is known. It knows no service; start with {@link io.impasto.storage.images.format.ImageFormat}.
 */
package io.impasto.storage.images.format;
