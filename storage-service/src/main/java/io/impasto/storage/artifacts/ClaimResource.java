package io.impasto.storage.artifacts;

import java.io.IOException;
import java.io.InputStream;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.common.annotation.Blocking;

import io.impasto.storage.problems.ProblemException;
import io.impasto.storage.problems.ProblemType;
import io.impasto.storage.spool.DeclaredLength;
import io.impasto.storage.spool.Spools;

/** Claims over HTTP. */
@Path("/v1/transfers/{transfer}/claim")
@Blocking
public class ClaimResource {

    private static final int LONGEST_BODY = 4096;
    private static final int LONGEST_REQUEST = 255;

    private final Claims claims;
    private final ObjectMapper json;

    ClaimResource(Claims claims, ObjectMapper json) {
        this.claims = claims;
        this.json = json;
    }

    /** First, or the same again: 204. */
    @PUT
    @Consumes(MediaType.WILDCARD)
    public void claim(@PathParam("transfer") String transferText, @Context HttpHeaders headers, InputStream body)
            throws IOException {
        TransferId transfer = TransferId.parse(transferText);
        long declared = DeclaredLength.of(headers);
        if (declared == 0) {
            throw Spools.empty();
        }
        byte[] bytes = declared > LONGEST_BODY ? null : body.readNBytes(LONGEST_BODY + 1);
        if (bytes == null || bytes.length > LONGEST_BODY) {
            throw Spools.tooLarge(LONGEST_BODY);
        }
        claims.claim(transfer, read(bytes));
    }

    private Claims.Claim read(byte[] bytes) throws IOException {
        Claims.Claim claim;
        try {
            claim = json.readValue(bytes, Claims.Claim.class);
        } catch (JsonProcessingException e) {
            throw malformed();
        }
        if (claim == null
                || claim.request() == null
                || claim.request().isBlank()
                || claim.request().length() > LONGEST_REQUEST) {
            throw malformed();
        }
        return claim;
    }

    private static ProblemException malformed() {
        return new ProblemException(
                ProblemType.MALFORMED_JSON,
                "A claim is {\"request\": \"...\"}, the request event's ce_id of 1 to " + LONGEST_REQUEST
                        + " characters.");
    }
}
