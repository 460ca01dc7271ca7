package io.impasto.gateway.transfers;

import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.impasto.gateway.events.Json;
import io.impasto.gateway.problems.ProblemException;
import io.impasto.gateway.problems.ProblemType;

/** Asks for the painting to a preview: the same images and options, without what made it small and quick. */
@ApplicationScoped
class ContinueTransfer {

    private final SubmitTransfer submitTransfer;

    ContinueTransfer(SubmitTransfer submitTransfer) {
        this.submitTransfer = submitTransfer;
    }

    /**
     * @param change what is to be different: options, webhook, labels, retention; what is left out stays
     * @throws ProblemException {@code unexpected-part} for other members, and as for any transfer
     */
    SubmitTransfer.Accepted submit(Optional<UUID> id, Transfer first, ObjectNode change, Terms terms) {
        for (String fixed : new String[] {"content", "styles"}) {
            if (change.has(fixed)) {
                throw ProblemType.UNEXPECTED_PART
                        .problem(fixed + " is that of the transfer that is continued. Ask for another one by POST "
                                + "/v1/transfers.")
                        .with("part", fixed);
            }
        }
        ObjectNode request = change.deepCopy();
        JsonNode inputs = first.run().inputs();
        if (inputs == null) {
            request.put("content", first.request().content());
            ArrayNode styles = request.putArray("styles");
            first.request().styles().forEach(styles::add);
        } else {
            request.set("content", inputs.path("content"));
            request.set("styles", inputs.path("styles"));
        }
        if (first.request().labels() != null && !change.has("labels")) {
            request.set("labels", Json.MAPPER.valueToTree(first.request().labels()));
        }
        if (change.path("options").isMissingNode() || change.get("options").isObject()) {
            request.set("options", options(first, change.path("options")));
        }
        return submitTransfer.submit(id, DraftReader.json(request), terms.after(first.id()));
    }

    private static ObjectNode options(Transfer first, JsonNode change) {
        ObjectNode options = first.request().options() == null
                ? Json.MAPPER.createObjectNode()
                : first.request().options().deepCopy();
        options.remove(Sheet.PREVIEW_OPTIONS);
        JsonNode inputs = first.run().inputs();
        for (String named : Draft.IMAGE_OPTIONS) {
            if (inputs != null && inputs.hasNonNull(named)) {
                options.set(named, inputs.get(named));
            }
        }
        return change instanceof ObjectNode other ? Sheet.over(other, options) : options;
    }
}
