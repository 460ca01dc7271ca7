package io.impasto.gateway.deliveries;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.Blocking;

import io.impasto.gateway.access.Caller;
import io.impasto.gateway.events.Json;
import io.impasto.gateway.kafka.Publisher;
import io.impasto.gateway.kafka.Topics;
import io.impasto.gateway.problems.ProblemType;
import io.impasto.gateway.transfers.FindTransfer;
import io.impasto.gateway.transfers.Transfer;
import io.impasto.gateway.webhooks.Delivery;
import io.impasto.gateway.webhooks.DeliveryLog;

/** The deliveries of webhooks over HTTP: what was sent and what came of it, and sending one again. */
@Path("/v1/transfers/{id}/deliveries")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class DeliveriesResource {

    private final FindTransfer findTransfer;
    private final DeliveryLog log;
    private final Publisher publisher;
    private final Caller caller;

    DeliveriesResource(FindTransfer findTransfer, DeliveryLog log, Publisher publisher, Caller caller) {
        this.findTransfer = findTransfer;
        this.log = log;
        this.publisher = publisher;
        this.caller = caller;
    }

    @GET
    public Response list(@PathParam("id") String id) {
        Transfer transfer = findTransfer.byId(caller.tenant(), id);
        ObjectNode body = Json.MAPPER.createObjectNode();
        ArrayNode list = body.putArray("deliveries");
        entries(transfer).stream().map(DeliveriesResource::shown).forEach(list::add);
        return Response.ok(body).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }

    /** Has a delivery sent now, with the same {@code webhook-id}, also to a receiver that wanted no more. */
    @POST
    @Path("{delivery}/redeliver")
    public Response redeliver(@PathParam("id") String id, @PathParam("delivery") String delivery) {
        Transfer transfer = findTransfer.byId(caller.tenant(), id);
        DeliveryLog.Entry entry = entries(transfer).stream()
                .filter(each -> each.latest().id().equals(delivery))
                .findFirst()
                .orElseThrow(() -> ProblemType.NOT_FOUND.problem("Nothing of this id was sent about this transfer."));
        Delivery asked = entry.latest().asked(Instant.now().truncatedTo(ChronoUnit.MILLIS));
        try {
            publisher
                    .publish(Topics.DELIVERIES, transfer.id().toString(), asked.write(), List.of())
                    .join();
        } catch (CompletionException e) {
            throw ProblemType.QUEUE_UNAVAILABLE.problem("The queue did not take the delivery. Try again in a moment.");
        }
        return Response.accepted(shown(new DeliveryLog.Entry(asked, entry.sendings())))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private List<DeliveryLog.Entry> entries(Transfer transfer) {
        return transfer.request().webhook() == null ? List.of() : log.of(transfer.id());
    }

    private static ObjectNode shown(DeliveryLog.Entry entry) {
        Delivery latest = entry.latest();
        ObjectNode shown = Json.MAPPER.createObjectNode();
        shown.put("id", latest.id());
        shown.put("type", latest.type());
        shown.put("url", latest.url());
        shown.put("outcome", latest.outcome().name().toLowerCase(Locale.ROOT));
        if (latest.outcome() == Delivery.Outcome.PENDING) {
            shown.put("nextAttemptAt", latest.notBefore().toString());
        }
        ArrayNode attempts = shown.putArray("attempts");
        entry.sendings().forEach(sending -> {
            ObjectNode attempt = attempts.addObject()
                    .put("number", sending.delivery().attempt())
                    .put("at", sending.at().toString());
            if (sending.delivery().status() != null) {
                attempt.put("status", sending.delivery().status());
            }
            if (sending.delivery().error() != null) {
                attempt.put("error", sending.delivery().error());
            }
        });
        shown.putObject("links")
                .put("redeliver", "/v1/transfers/" + latest.transfer() + "/deliveries/" + latest.id() + "/redeliver");
        return shown;
    }
}
