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

import io.smallrye.common.annotation.Blocking;

/** Claims of a transfer's attempts over HTTP. */
@Path("/v1/transfers/{transfer}/claims/{attempt}")
@Blocking
public class AttemptResource {

    private final Claims claims;
    private final ClaimReader reader;

    AttemptResource(Claims claims, ClaimReader reader) {
        this.claims = claims;
        this.reader = reader;
    }

    /** First, or the same again: 204. */
    @PUT
    @Consumes(MediaType.WILDCARD)
    public void claim(
            @PathParam("transfer") String transferText,
            @PathParam("attempt") String attemptText,
            @Context HttpHeaders headers,
            InputStream body)
            throws IOException {
        TransferId transfer = TransferId.parse(transferText);
        Attempt attempt = Attempt.parse(attemptText);
        claims.claim(transfer, attempt, reader.hold(body, headers));
    }
}
