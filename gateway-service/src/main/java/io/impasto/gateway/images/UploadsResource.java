package io.impasto.gateway.images;

import java.util.regex.Pattern;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;

import io.impasto.gateway.access.Caller;
import io.impasto.gateway.bodies.HeldBody;
import io.impasto.gateway.images.ImagesResource.Shown;
import io.impasto.gateway.problems.ProblemType;
import io.impasto.gateway.storage.StorageClient;

/** Images that clients put straight into the store: their bytes do not pass here. */
@Path("/v1/uploads")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class UploadsResource {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final StorageClient storage;
    private final Caller caller;

    UploadsResource(StorageClient storage, Caller caller) {
        this.storage = storage;
        this.caller = caller;
    }

    /** Answers with a presigned link to put the image to. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response begin(@Context RoutingContext context) {
        byte[] wish = HeldBody.bytes(context);
        ObjectNode upload = storage.traced(caller.trace()).beginUpload(caller.tenant(), wish);
        upload.putObject("links")
                .put("complete", "/v1/uploads/" + upload.path("id").asText() + "/complete");
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(upload)
                .build();
    }

    /** Takes what was put as an image; repeated, answers the same. */
    @POST
    @Path("{id}/complete")
    public Shown complete(@PathParam("id") String id) {
        if (!ID.matcher(id).matches()) {
            throw ProblemType.UPLOAD_NOT_FOUND.problem("Ids of uploads are lower-case UUIDs.");
        }
        return Shown.of(StorageClient.result(storage.traced(caller.trace()).completeUpload(caller.tenant(), id)));
    }
}
