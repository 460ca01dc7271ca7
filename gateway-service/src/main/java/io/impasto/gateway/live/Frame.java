package io.impasto.gateway.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;

import io.impasto.gateway.events.Position;
import io.impasto.gateway.events.TransferEvent.Progressed;
import io.impasto.gateway.events.TransferEvent.Report;
import io.impasto.gateway.transfers.Transfer;
import io.impasto.gateway.transfers.TransferDocument;

/**
 * One event as it goes to clients; encoded once for all of them.
 *
 * @param position its id, null for the opening state
 */
record Frame(Position position, Buffer text) {

    static final Buffer HEARTBEAT = Buffer.buffer(":\n\n");
    static final Buffer RETRY = Buffer.buffer("retry: 1000\n\n");

    static Frame of(Report event) {
        ObjectNode data = event.data().deepCopy();
        data.put("transfer", event.transfer().toString());
        data.put("time", event.time().toString());
        if (event instanceof Progressed && data.get("preview") instanceof ObjectNode preview) {
            JsonNode name = preview.path("name");
            preview.put("href", "/v1/transfers/" + event.transfer() + "/artifacts/" + name.asText());
        }
        return new Frame(
                event.position(),
                Buffer.buffer("id: " + event.position() + "\nevent: " + event.name() + "\ndata: " + data + "\n\n"));
    }

    /** The state that a stream opens with. */
    static Frame of(Transfer state) {
        JsonNode data = TransferDocument.shown(state);
        return new Frame(null, Buffer.buffer("event: transfer\ndata: " + data + "\n\n"));
    }
}
