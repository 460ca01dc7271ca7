package io.impasto.gateway.live;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import io.impasto.gateway.access.Caller;
import io.impasto.gateway.events.Position;
import io.impasto.gateway.problems.BareErrors;
import io.impasto.gateway.problems.ProblemException;
import io.impasto.gateway.problems.ProblemType;
import io.impasto.gateway.transfers.FindTransfer;
import io.impasto.gateway.transfers.Transfer;

/** {@code GET /v1/transfers/{id}/events}: on the event loop, so that an open stream costs a connection and no thread. */
@ApplicationScoped
public class EventsRoute {

    private static final Pattern EVENT_ID = Pattern.compile("([0-9]{1,4})-([0-9]{1,18})");

    private final FindTransfer findTransfer;
    private final LiveEvents live;
    private final BareErrors errors;

    EventsRoute(FindTransfer findTransfer, LiveEvents live, BareErrors errors) {
        this.findTransfer = findTransfer;
        this.live = live;
        this.errors = errors;
    }

    void register(@Observes Router router) {
        router.get("/v1/transfers/:id/events").handler(this::open);
        router.route("/v1/transfers/:id/events").handler(context -> {
            context.response().putHeader(HttpHeaders.ALLOW, "GET");
            context.fail(405);
        });
    }

    private void open(RoutingContext context) {
        try {
            Transfer transfer = findTransfer.byId(Caller.tenant(context), context.pathParam("id"));
            Position resumeAfter = resumeAfter(context, transfer);
            if (resumeAfter != null && ended(transfer, resumeAfter)) {
                // Tells a browser's EventSource not to connect again.
                context.response().setStatusCode(204).end();
                return;
            }
            if (!live.hasRoom()) {
                throw ProblemType.QUEUE_UNAVAILABLE.problem("No more event streams can be opened here just now.");
            }
            HttpServerResponse response = context.response();
            response.setChunked(true)
                    .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                    .putHeader("X-Accel-Buffering", "no");
            live.open(transfer.id(), resumeAfter, context);
        } catch (ProblemException e) {
            errors.end(context, e.problem());
        }
    }

    private static boolean ended(Transfer transfer, Position resumeAfter) {
        return transfer.terminal()
                && (transfer.events() == null
                        || resumeAfter.offset() >= transfer.events().last());
    }

    private static Position resumeAfter(RoutingContext context, Transfer transfer) {
        String header = context.request().getHeader("Last-Event-ID");
        String id = header == null || header.isBlank() ? context.request().getParam("lastEventId") : header;
        if (id == null || id.isBlank()) {
            return null;
        }
        Matcher parts = EVENT_ID.matcher(id.strip());
        if (parts.matches()) {
            Position position = new Position(Integer.parseInt(parts.group(1)), Long.parseLong(parts.group(2)));
            if (transfer.events() == null || transfer.events().partition() == position.partition()) {
                return position;
            }
        }
        throw ProblemType.INVALID_LAST_EVENT_ID.problem("This is the id of no event of this transfer.");
    }
}
