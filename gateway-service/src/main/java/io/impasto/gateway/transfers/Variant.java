package io.impasto.gateway.transfers;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One way of painting that a preview sheet shows.
 *
 * @param name what people call it, at most 255 characters
 * @param options what it paints differently
 */
record Variant(String name, ObjectNode options) {}
