package io.impasto.gateway.transfers;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;

import io.impasto.gateway.bodies.BodySpool;
import io.impasto.gateway.bodies.MultipartForm;
import io.impasto.gateway.problems.ProblemType;

/** Transfers over HTTP. */
@Path("/v1/transfers")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class TransfersResource {

    private static final int MAX_LIMIT = 100;

    private final SubmitTransfer submitTransfer;
    private final FindTransfer findTransfer;
    private final TransferTable table;

    TransfersResource(SubmitTransfer submitTransfer, FindTransfer findTransfer, TransferTable table) {
        this.submitTransfer = submitTransfer;
        this.findTransfer = findTransfer;
        this.table = table;
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response submitForm(@Context RoutingContext context, @Context HttpHeaders headers) throws IOException {
        Optional<IdempotencyKey> key = IdempotencyKey.of(headers.getRequestHeader(IdempotencyKey.HEADER));
        try (MultipartForm form = MultipartForm.read(context)) {
            return answer(submitTransfer.submit(key, DraftReader.form(form)));
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response submitJson(@Context RoutingContext context, @Context HttpHeaders headers) throws IOException {
        Optional<IdempotencyKey> key = IdempotencyKey.of(headers.getRequestHeader(IdempotencyKey.HEADER));
        byte[] json = Files.readAllBytes(BodySpool.file(context));
        return answer(submitTransfer.submit(key, DraftReader.json(json)));
    }

    @GET
    @Path("{id}")
    public Response show(@PathParam("id") String id) {
        return Response.ok(TransferDocument.shown(findTransfer.byId(id)))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /** The newest transfers, newest first. */
    @GET
    public Response list(@QueryParam("limit") String limit) {
        List<TransferDocument> newest =
                table.newest(limit(limit)).stream().map(TransferDocument::shown).toList();
        return Response.ok(Map.of("transfers", newest))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private static int limit(String text) {
        if (text == null) {
            return 20;
        }
        if (!text.matches("[1-9][0-9]{0,2}") || Integer.parseInt(text) > MAX_LIMIT) {
            throw ProblemType.INVALID_REQUEST
                    .problem("limit must be between 1 and 100.")
                    .with("parameter", "limit");
        }
        return Integer.parseInt(text);
    }

    private static Response answer(SubmitTransfer.Accepted accepted) {
        UUID id = accepted.transfer().id();
        Response.ResponseBuilder response = Response.accepted(TransferDocument.shown(accepted.transfer()))
                .header(HttpHeaders.LOCATION, URI.create("/v1/transfers/" + id))
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
        return accepted.replayed()
                ? response.header("Idempotent-Replayed", "true").build()
                : response.build();
    }
}
