package io.impasto.worker.controls;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Other weights that someone wants.
 *
 * @param control id of the event that asked for it
 * @param options that are to be others; not yet looked at
 */
public record Change(String control, JsonNode options) {}
