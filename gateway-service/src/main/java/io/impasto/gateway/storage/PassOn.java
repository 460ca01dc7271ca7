package io.impasto.gateway.storage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Passes content on to a client as it comes: what the client asks of it, and what the store says of it. */
public final class PassOn {

    /** For content that never changes under its address. */
    public static final String FOR_GOOD = "private, max-age=31536000, immutable";

    /** For content that may be written anew. */
    public static final String ASK_AGAIN = "private, no-cache";

    private static final List<String> ASKED = List.of("If-None-Match", "Range", "If-Range");
    private static final List<String> SAID =
            List.of("Content-Type", "Content-Length", "Content-Range", "ETag", "Accept-Ranges", "Last-Modified");

    private PassOn() {}

    /** The client's conditions on what it wants to get. */
    public static Map<String, String> conditions(HttpHeaders headers) {
        Map<String, String> conditions = new LinkedHashMap<>();
        for (String name : ASKED) {
            String value = headers.getHeaderString(name);
            if (value != null) {
                conditions.put(name, value);
            }
        }
        return conditions;
    }

    /** @param fileName that a browser suggests when it saves the content */
    public static Response answer(Content content, String caching, String fileName) {
        Response.ResponseBuilder response = Response.status(content.status())
                .header(HttpHeaders.CACHE_CONTROL, caching)
                .header(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"" + fileName + "\"");
        for (String name : SAID) {
            content.headers().firstValue(name).ifPresent(value -> response.header(name, value));
        }
        return content.status() == 304
                ? response.build()
                : response.entity(content.stream()).build();
    }
}
