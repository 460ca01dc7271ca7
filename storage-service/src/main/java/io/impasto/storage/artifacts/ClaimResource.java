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

/** Claims of transfers over HTTP. */
@Path("/v1/transfers/{transfer}/claim")
@Blocking
public class ClaimResource {

    private final Claims claims;
    private final ClaimReader reader;

    ClaimResource(Claims claims, ClaimReader reader) {
        this.claims = claims;
        this.reader = reader;
    }

    /** First, or the same again: 204. */
    @PUT
    @Consumes(MediaType.WILDCARD)
    public void claim(@PathParam("transfer") String transferText, @Context HttpHeaders headers, InputStream body)
            throws IOException {
        TransferId transfer = TransferId.parse(transferText);
        claims.claim(transfer, reader.claim(body, headers));
    }
}
