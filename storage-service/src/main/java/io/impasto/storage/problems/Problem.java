package io.impasto.storage.problems;

import java.util.Map;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * Problem details (RFC 9457) as they are written.
 *
 * @param extensions further members, such as {@code maximum} beside a limit that was passed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"type", "title", "status", "detail"})
public record Problem(
        String type, String title, int status, String detail, @JsonAnyGetter Map<String, Object> extensions) {

    static final String MEDIA_TYPE = "application/problem+json";

    static Problem of(ProblemType type, String detail, Map<String, Object> extensions) {
        return new Problem(type.urn(), type.title(), type.status(), detail, extensions);
    }
}
