package io.impasto.stack.client;

/**
 * One server-sent event (WHATWG HTML, "Server-sent events").
 *
 * @param id the last event id that the stream has named, or empty
 * @param type {@code message} where the stream names none
 * @param data its lines, joined by line feeds
 */
public record ServerEvent(String id, String type, String data) {}
