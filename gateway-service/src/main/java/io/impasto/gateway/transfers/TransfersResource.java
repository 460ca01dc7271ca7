package io.impasto.gateway.transfers;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;

import io.impasto.gateway.access.Caller;
import io.impasto.gateway.bodies.BodyPlaces;
import io.impasto.gateway.bodies.HeldBody;
import io.impasto.gateway.bodies.MultipartForm;
import io.impasto.gateway.events.Json;
import io.impasto.gateway.problems.ProblemType;
import io.impasto.gateway.quotas.Quotas;

/** Transfers over HTTP. */
@Path("/v1/transfers")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class TransfersResource {

    private final SubmitTransfer submitTransfer;
    private final ContinueTransfer continueTransfer;
    private final FindTransfer findTransfer;
    private final TransferTable table;
    private final Ends ends;
    private final Quotas quotas;
    private final Caller caller;

    TransfersResource(
            SubmitTransfer submitTransfer,
            ContinueTransfer continueTransfer,
            FindTransfer findTransfer,
            TransferTable table,
            Ends ends,
            Quotas quotas,
            Caller caller) {
        this.submitTransfer = submitTransfer;
        this.continueTransfer = continueTransfer;
        this.findTransfer = findTransfer;
        this.table = table;
        this.ends = ends;
        this.quotas = quotas;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public CompletionStage<Response> submitForm(@Context RoutingContext context, @Context HttpHeaders headers)
            throws IOException {
        return form(key(headers), context, headers);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public CompletionStage<Response> submitJson(@Context RoutingContext context, @Context HttpHeaders headers) {
        return json(key(headers), context, headers);
    }

    @PUT
    @Path("{id}")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public CompletionStage<Response> putForm(
            @PathParam("id") String id, @Context RoutingContext context, @Context HttpHeaders headers)
            throws IOException {
        return form(chosen(id), context, headers);
    }

    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public CompletionStage<Response> putJson(
            @PathParam("id") String id, @Context RoutingContext context, @Context HttpHeaders headers) {
        return json(chosen(id), context, headers);
    }

    /** Asks for the painting to a preview; the body may be left out. */
    @POST
    @Path("{id}/continue")
    public CompletionStage<Response> goOn(
            @PathParam("id") String id, @Context RoutingContext context, @Context HttpHeaders headers) {
        Transfer first = findTransfer.byId(caller.tenant(), id);
        ObjectNode change = HeldBody.isIn(context)
                ? DraftReader.object(HeldBody.bytes(context), "The body")
                : Json.MAPPER.createObjectNode();
        Terms terms = Terms.of(caller.tenant(), headers);
        return answer(continueTransfer.submit(key(headers), first, change, terms), headers);
    }

    @GET
    @Path("{id}")
    public Response show(@PathParam("id") String id) {
        return Response.ok(document(findTransfer.byId(caller.tenant(), id)))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /** The tenant's transfers, newest first, a page at a time. */
    @GET
    public Response list(@Context UriInfo address) {
        TransferQuery query = TransferQuery.of(address.getQueryParameters());
        TransferQuery.Page page = query.page(table.newest(caller.tenant(), query.after(), query::wants));
        ObjectNode body = Json.MAPPER.createObjectNode();
        page.transfers().stream().map(TransferDocument::shown).forEach(body.putArray("transfers")::add);
        Response.ResponseBuilder response = Response.ok(body).header(HttpHeaders.CACHE_CONTROL, "no-store");
        if (page.next() != null) {
            body.put("next", page.next());
            String more = address.getRequestUriBuilder()
                    .replaceQueryParam("cursor", page.next())
                    .build()
                    .getRawQuery();
            response.header(HttpHeaders.LINK, "</v1/transfers?" + more + ">; rel=\"next\"");
        }
        return response.build();
    }

    private CompletionStage<Response> form(Optional<UUID> id, RoutingContext context, HttpHeaders headers)
            throws IOException {
        Terms terms = Terms.of(caller.tenant(), headers);
        try (MultipartForm form = MultipartForm.read(context)) {
            return answer(submitTransfer.submit(id, DraftReader.form(form), terms), headers);
        } finally {
            BodyPlaces.leave(context);
        }
    }

    private CompletionStage<Response> json(Optional<UUID> id, RoutingContext context, HttpHeaders headers) {
        Terms terms = Terms.of(caller.tenant(), headers);
        byte[] json = HeldBody.bytes(context);
        BodyPlaces.leave(context);
        return answer(submitTransfer.submit(id, DraftReader.json(json), terms), headers);
    }

    private Optional<UUID> key(HttpHeaders headers) {
        return IdempotencyKey.id(caller.tenant(), headers);
    }

    private static Optional<UUID> chosen(String id) {
        return Optional.of(FindTransfer.uuid(id)
                .orElseThrow(() -> ProblemType.INVALID_REQUEST.problem("The id of a transfer must be a UUID.")));
    }

    private CompletionStage<Response> answer(SubmitTransfer.Accepted accepted, HttpHeaders headers) {
        List<String> preferences = headers.getRequestHeader(Preference.HEADER);
        Duration wait = Preference.wait(preferences == null ? List.of() : preferences);
        if (wait.isZero()) {
            return CompletableFuture.completedFuture(
                    answer(accepted, accepted.transfer(), 202).build());
        }
        return ends.await(accepted.transfer(), wait).thenApply(now -> answer(accepted, now, now.terminal() ? 200 : 202)
                .header(Preference.APPLIED, "wait=" + wait.toSeconds())
                .build());
    }

    private Response.ResponseBuilder answer(SubmitTransfer.Accepted accepted, Transfer now, int status) {
        Response.ResponseBuilder response = Response.status(status)
                .entity(document(now))
                .header(HttpHeaders.LOCATION, URI.create("/v1/transfers/" + now.id()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
        quotas.fields(now.tenant()).forEach(response::header);
        return accepted.replayed() ? response.header(IdempotencyKey.REPLAYED, "true") : response;
    }

    /** A single transfer, with its place in the queue. */
    private ObjectNode document(Transfer transfer) {
        ObjectNode shown = TransferDocument.shown(transfer);
        if (transfer.state() == State.QUEUED) {
            shown.put("queuePosition", table.before(transfer) + 1);
        }
        return shown;
    }
}
