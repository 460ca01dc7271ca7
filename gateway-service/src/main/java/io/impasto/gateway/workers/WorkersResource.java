package io.impasto.gateway.workers;

import java.util.List;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.common.annotation.Blocking;

/** The workers that are there, over HTTP. */
@Path("/v1/workers")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class WorkersResource {

    private final Workers workers;

    WorkersResource(Workers workers) {
        this.workers = workers;
    }

    /** What is shown of a worker: nothing of what it works on. */
    record Shown(
            String name,
            String device,
            Announcement.Network network,
            List<String> networks,
            boolean busy,
            long maxPixels) {

        static Shown of(Announcement worker) {
            return new Shown(
                    worker.worker(),
                    worker.device(),
                    worker.network(),
                    worker.networks(),
                    worker.busy(),
                    worker.maxPixels());
        }
    }

    record All(List<Shown> workers) {}

    @GET
    public Response list() {
        return Response.ok(new All(workers.now().stream().map(Shown::of).toList()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
