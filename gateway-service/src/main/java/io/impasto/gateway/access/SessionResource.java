package io.impasto.gateway.access;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.vertx.ext.web.RoutingContext;

/** Lets a browser in for as long as it is open: who shows a credential once gets it as a cookie. */
@Path("/v1/session")
@Produces(MediaType.APPLICATION_JSON)
public class SessionResource {

    private final Caller caller;

    SessionResource(Caller caller) {
        this.caller = caller;
    }

    /**
     * Who one is to this gateway.
     *
     * @param signedIn whether a credential was needed and shown
     */
    record Session(String tenant, boolean signedIn) {}

    @GET
    public Response show() {
        return Response.ok(new Session(caller.tenant(), caller.credential().isPresent()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    @POST
    public void begin(@Context RoutingContext context) {
        caller.credential().ifPresent(credential -> SessionCookie.set(context, credential));
    }

    @DELETE
    public void end(@Context RoutingContext context) {
        SessionCookie.clear(context);
    }
}
