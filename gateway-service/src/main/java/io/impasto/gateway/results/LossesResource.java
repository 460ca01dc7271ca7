package io.impasto.gateway.results;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Variant;

import io.smallrye.common.annotation.Blocking;

import io.impasto.gateway.access.Caller;
import io.impasto.gateway.live.PastEvents;
import io.impasto.gateway.problems.ProblemType;
import io.impasto.gateway.storage.Content;
import io.impasto.gateway.storage.StorageClient;
import io.impasto.gateway.transfers.FindTransfer;
import io.impasto.gateway.transfers.State;
import io.impasto.gateway.transfers.Transfer;

/** How the objective has gone down, over HTTP. */
@Path("/v1/transfers/{id}/losses")
@Blocking
public class LossesResource {

    private static final int LONGEST = 32 << 20;
    private static final MediaType JSON = MediaType.APPLICATION_JSON_TYPE;
    private static final MediaType CSV = new MediaType("text", "csv", "utf-8");

    private final FindTransfer findTransfer;
    private final PastEvents pastEvents;
    private final StorageClient storage;
    private final Caller caller;

    LossesResource(FindTransfer findTransfer, PastEvents pastEvents, StorageClient storage, Caller caller) {
        this.findTransfer = findTransfer;
        this.pastEvents = pastEvents;
        this.storage = storage;
        this.caller = caller;
    }

    @GET
    public Response losses(@PathParam("id") String id, @QueryParam("format") String format, @Context Request request) {
        Transfer transfer = findTransfer.byId(caller.tenant(), id);
        MediaType type = type(format, request);
        LossTable table = stored(transfer).orElseGet(() -> LossTable.told(pastEvents.of(transfer)));
        return Response.ok(type.equals(CSV) ? table.csv() : table.json(), type)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                .build();
    }

    private static MediaType type(String format, Request request) {
        if (format == null) {
            Variant best = request.selectVariant(
                    List.of(new Variant(JSON, (String) null, null), new Variant(CSV, (String) null, null)));
            if (best == null) {
                throw ProblemType.NOT_ACCEPTABLE.problem("There are application/json and text/csv.");
            }
            return best.getMediaType();
        }
        return switch (format) {
            case "json" -> JSON;
            case "csv" -> CSV;
            default -> throw ProblemType.INVALID_REQUEST
                    .problem("format must be json or csv.")
                    .with("parameter", "format");
        };
    }

    private Optional<LossTable> stored(Transfer transfer) {
        if (transfer.state() != State.SUCCEEDED) {
            return Optional.empty();
        }
        Optional<Content> found = storage.traced(caller.trace()).openArtifact(transfer.id(), "losses.csv", Map.of());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream csv = found.get().stream()) {
            return Optional.of(LossTable.stored(new String(csv.readNBytes(LONGEST), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw ProblemType.STORE_UNAVAILABLE.problem("The losses could not be read to their end. Try again.");
        }
    }
}
