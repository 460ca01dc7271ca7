package io.impasto.gateway.transfers;

import java.io.IOException;
import java.net.URI;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
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
import io.impasto.gateway.bodies.MultipartForm;
import io.impasto.gateway.events.Json;
import io.impasto.gateway.quotas.Quotas;

/** Preview sheets over HTTP. */
@Path("/v1/transfers:preview-sheet")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class SheetResource {

    private final SubmitSheet submitSheet;
    private final Quotas quotas;
    private final Caller caller;

    SheetResource(SubmitSheet submitSheet, Quotas quotas, Caller caller) {
        this.submitSheet = submitSheet;
        this.quotas = quotas;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response submitForm(@Context RoutingContext context, @Context HttpHeaders headers) throws IOException {
        try (MultipartForm form = MultipartForm.read(context)) {
            return submit(SheetReader.form(form), headers);
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response submitJson(@Context RoutingContext context, @Context HttpHeaders headers) {
        return submit(SheetReader.json(HeldBody.bytes(context)), headers);
    }

    private Response submit(Sheet sheet, HttpHeaders headers) {
        String tenant = caller.tenant();
        SubmitSheet.Accepted accepted =
                submitSheet.submit(IdempotencyKey.id(tenant, headers), sheet, Terms.of(tenant, headers));
        String group = TransferLinks.group(accepted.group());
        ObjectNode body =
                Json.MAPPER.createObjectNode().put("group", accepted.group().toString());
        accepted.transfers().stream().map(TransferDocument::shown).forEach(body.putArray("transfers")::add);
        body.putObject("links").put("self", group);
        Response.ResponseBuilder response = Response.accepted(body)
                .header(HttpHeaders.LOCATION, URI.create(group))
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
        quotas.fields(tenant).forEach(response::header);
        return accepted.replayed()
                ? response.header(IdempotencyKey.REPLAYED, "true").build()
                : response.build();
    }
}
