package io.impasto.gateway.transfers;

import java.util.function.BiFunction;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PATCH;
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
import io.impasto.gateway.events.Trace;

/** What can be done with a transfer, over HTTP. */
@Path("/v1/transfers/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class ControlsResource {

    private final FindTransfer findTransfer;
    private final ControlTransfer control;
    private final Caller caller;

    ControlsResource(FindTransfer findTransfer, ControlTransfer control, Caller caller) {
        this.findTransfer = findTransfer;
        this.control = control;
        this.caller = caller;
    }

    @POST
    @Path("cancel")
    public Response cancel(@PathParam("id") String id, @Context HttpHeaders headers) {
        return answer(id, headers, control::cancel);
    }

    @POST
    @Path("pause")
    public Response pause(@PathParam("id") String id, @Context HttpHeaders headers) {
        return answer(id, headers, control::pause);
    }

    @POST
    @Path("resume")
    public Response resume(@PathParam("id") String id, @Context HttpHeaders headers) {
        return answer(id, headers, control::resume);
    }

    @PATCH
    @Path("options")
    @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
    public Response reweight(
            @PathParam("id") String id, @Context RoutingContext context, @Context HttpHeaders headers) {
        Transfer transfer = find(id);
        byte[] json = HeldBody.bytes(context);
        ObjectNode change = DraftReader.object(json, "The body");
        return accepted(control.reweight(transfer, change, Terms.trace(headers)));
    }

    /** Ends it, and removes all that belongs to it. */
    @DELETE
    public Response purge(@PathParam("id") String id, @Context HttpHeaders headers) {
        control.purge(find(id), Terms.trace(headers));
        return Response.noContent().build();
    }

    private Response answer(String id, HttpHeaders headers, BiFunction<Transfer, Trace, Transfer> ask) {
        return accepted(ask.apply(find(id), Terms.trace(headers)));
    }

    private Transfer find(String id) {
        return findTransfer.byId(caller.tenant(), id);
    }

    private static Response accepted(Transfer transfer) {
        return Response.accepted(TransferDocument.shown(transfer))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
