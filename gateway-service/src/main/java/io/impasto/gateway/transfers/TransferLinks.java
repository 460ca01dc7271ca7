package io.impasto.gateway.transfers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where a client can go from a transfer. */
public final class TransferLinks {

    private TransferLinks() {}

    /** Absolute paths by relation; {@code styles} is a list. Of a finished transfer there are more. */
    public static Map<String, Object> of(Transfer transfer) {
        String self = self(transfer);
        Map<String, Object> links = new LinkedHashMap<>();
        links.put("self", self);
        links.put("events", self + "/events");
        links.put("result", self + "/result");
        links.put("content", image(transfer.request().content()));
        List<String> styles = new ArrayList<>();
        transfer.request().styles().forEach(style -> styles.add(image(style)));
        links.put("styles", styles);
        if (transfer.state() == State.SUCCEEDED) {
            links.put("losses", self + "/artifacts/losses.csv");
            links.put("manifest", self + "/artifacts/manifest.json");
        }
        return links;
    }

    static String self(Transfer transfer) {
        return "/v1/transfers/" + transfer.id();
    }

    private static String image(String id) {
        return "/v1/images/" + id + "/content";
    }
}
