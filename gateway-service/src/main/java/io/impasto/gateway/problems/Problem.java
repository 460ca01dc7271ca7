package io.impasto.gateway.problems;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * Problem details of RFC 9457.
 *
 * @param type stable URN of the kind of problem
 * @param title short text, the same for every problem of the type
 * @param status HTTP status
 * @param detail what is wrong with this very request, and how to mend it
 * @param members further members, as an option's name or its bounds
 */
public record Problem(String type, String title, int status, String detail, @JsonIgnore Map<String, Object> members) {

    public static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    public Problem(ProblemType type, String detail) {
        this(type.urn(), type.title(), type.status(), detail, Map.of());
    }

    /** The same problem with one more member; a null value adds nothing. */
    public Problem with(String name, Object value) {
        if (value == null) {
            return this;
        }
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(name, value);
        return new Problem(type, title, status, detail, more);
    }

    @JsonAnyGetter
    Map<String, Object> further() {
        return members;
    }
}
