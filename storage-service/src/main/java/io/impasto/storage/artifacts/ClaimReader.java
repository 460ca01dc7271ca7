package io.impasto.storage.artifacts;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.impasto.storage.problems.ProblemException;
import io.impasto.storage.problems.ProblemType;
import io.impasto.storage.spool.ShortBody;

/** Reads the bodies of claims, which are short. */
@Singleton
class ClaimReader {

    private static final int LONGEST_BODY = 4096;
    private static final int LONGEST_NAME = 255;

    private final ObjectMapper json;

    ClaimReader(ObjectMapper json) {
        this.json = json;
    }

    /** @throws ProblemException {@code malformed-json}, {@code empty-body} or {@code body-too-large} */
    Claims.Claim claim(InputStream body, HttpHeaders headers) throws IOException {
        return read(
                body,
                headers,
                Claims.Claim.class,
                Claims.Claim::request,
                "A claim is {\"request\": \"...\"}, the request event's ce_id of 1 to 255 characters.");
    }

    /** @throws ProblemException {@code malformed-json}, {@code empty-body} or {@code body-too-large} */
    Claims.Hold hold(InputStream body, HttpHeaders headers) throws IOException {
        String wanted =
                "A claim of an attempt is {\"holder\": \"...\", \"lease\": \"...\"}, the place of the queue's record "
                        + "and perhaps what tells its lease from others, each in 1 to 255 characters.";
        Claims.Hold hold = read(body, headers, Claims.Hold.class, Claims.Hold::holder, wanted);
        if (hold.lease() != null && !named(hold.lease())) {
            throw new ProblemException(ProblemType.MALFORMED_JSON, wanted);
        }
        return hold;
    }

    private <T> T read(InputStream body, HttpHeaders headers, Class<T> type, Function<T, String> name, String wanted)
            throws IOException {
        T read;
        try {
            read = json.readValue(ShortBody.read(body, headers, LONGEST_BODY), type);
        } catch (JsonProcessingException e) {
            throw new ProblemException(ProblemType.MALFORMED_JSON, wanted);
        }
        String text = read == null ? null : name.apply(read);
        if (!named(text)) {
            throw new ProblemException(ProblemType.MALFORMED_JSON, wanted);
        }
        return read;
    }

    private static boolean named(String text) {
        return text != null && !text.isBlank() && text.length() <= LONGEST_NAME;
    }
}
