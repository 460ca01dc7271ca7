package io.impasto.gateway.results;

import java.io.IOException;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;

import io.impasto.gateway.access.Caller;
import io.impasto.gateway.bodies.HeldBody;
import io.impasto.gateway.events.Json;
import io.impasto.gateway.problems.ProblemException;
import io.impasto.gateway.problems.ProblemType;
import io.impasto.gateway.storage.StorageClient;
import io.impasto.gateway.transfers.FindTransfer;
import io.impasto.gateway.transfers.Transfer;

/** Links by which clients, and whoever they give them to, fetch from the store itself. */
@Path("/v1/transfers/{id}/links")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class LinksResource {

    private static final String RESULT = "result.png";

    private final FindTransfer findTransfer;
    private final StorageClient storage;
    private final Caller caller;

    LinksResource(FindTransfer findTransfer, StorageClient storage, Caller caller) {
        this.findTransfer = findTransfer;
        this.storage = storage;
        this.caller = caller;
    }

    /** To the painting, unless the body names something else that the transfer has made. */
    @POST
    public Response link(@PathParam("id") String id, @Context RoutingContext context) throws IOException {
        Transfer transfer = findTransfer.byId(caller.tenant(), id);
        String name = HeldBody.isIn(context) ? name(HeldBody.bytes(context)) : RESULT;
        if (!ResultsResource.PUBLIC.matcher(name).matches()) {
            throw ResultsResource.noSuchArtifact();
        }
        return storage.traced(caller.trace())
                .link(transfer.id(), name)
                .map(link -> Response.ok(link)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build())
                .orElseThrow(ResultsResource::noSuchArtifact);
    }

    private static String name(byte[] body) throws IOException {
        try {
            JsonNode name = Json.MAPPER.readTree(body).path("name");
            if (name.isTextual()) {
                return name.textValue();
            }
        } catch (JsonProcessingException e) {
            // Said below, together with what is JSON but names nothing.
        }
        throw malformed();
    }

    private static ProblemException malformed() {
        return ProblemType.MALFORMED_JSON.problem("What to link to is named as {\"name\": \"" + RESULT + "\"}.");
    }
}
