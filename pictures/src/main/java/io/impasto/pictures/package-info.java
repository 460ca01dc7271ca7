/**
 * What the engine and the store both need beside ImageIO's readers and writers: the formats that are known by name only, an end for files that a
 * reader would not leave off reading, and the mark that colours are sRGB. It knows neither of them, and no library.
 */
package io.impasto.pictures;
