package io.impasto.gateway.transfers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;

/** Where a client can go from a transfer: what can be read of it, and what can be done with it as it stands. */
final class TransferLinks {

    private TransferLinks() {}

    /** Absolute paths by relation; {@code styles} is a list, without images that are not fetched yet. */
    static Map<String, Object> of(Transfer transfer) {
        String self = self(transfer);
        Map<String, Object> links = new LinkedHashMap<>();
        links.put("self", self);
        links.put("events", self + "/events");
        links.put("result", self + "/result");
        JsonNode inputs = transfer.run().inputs();
        String content = inputs == null
                ? transfer.request().content()
                : inputs.path("content").asText();
        if (isId(content)) {
            links.put("content", image(content));
        }
        List<String> styles = new ArrayList<>();
        if (inputs == null) {
            styles.addAll(transfer.request().styles());
        } else {
            inputs.path("styles").forEach(style -> styles.add(style.asText()));
        }
        links.put(
                "styles",
                styles.stream()
                        .filter(TransferLinks::isId)
                        .map(TransferLinks::image)
                        .toList());
        if (transfer.run().progress() != null) {
            links.put("checkpoints", self + "/checkpoints");
            links.put("losses", self + "/losses");
        }
        if (transfer.request().webhook() != null) {
            links.put("deliveries", self + "/deliveries");
        }
        if (transfer.state() == State.SUCCEEDED) {
            links.put("manifest", self + "/manifest");
            links.put("links", self + "/links");
        }
        links.put("continue", self + "/continue");
        if (transfer.request().continues() != null) {
            links.put("continues", "/v1/transfers/" + transfer.request().continues());
        }
        if (transfer.request().group() != null) {
            links.put("group", group(transfer.request().group()));
        }
        boolean steered = !transfer.terminal() && transfer.state() != State.CANCELLING;
        if (steered) {
            links.put("cancel", self + "/cancel");
            // Also while its worker has yet to lay it down.
            boolean paused =
                    transfer.state() == State.PAUSED || transfer.wishes().wish() == Wishes.Wish.PAUSE;
            links.put(paused ? "resume" : "pause", self + (paused ? "/resume" : "/pause"));
            links.put("options", self + "/options");
        }
        return links;
    }

    static String self(Transfer transfer) {
        return "/v1/transfers/" + transfer.id();
    }

    /** Of transfers that were asked for together. */
    static String group(UUID group) {
        return "/v1/transfers?group=" + group + "&limit=100";
    }

    private static boolean isId(String image) {
        return !image.contains(":");
    }

    private static String image(String id) {
        return "/v1/images/" + id + "/content";
    }
}
