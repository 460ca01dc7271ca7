package io.impasto.gateway.transfers;

import java.util.Map;
import java.util.UUID;

/**
 * What transfers are found by in a list.
 *
 * @param group or null
 * @param labels empty if there are none
 */
record Listing(State state, UUID group, Map<String, String> labels) {

    static Listing of(Transfer transfer) {
        Map<String, String> labels = transfer.known() ? transfer.request().labels() : null;
        return new Listing(
                transfer.state(),
                transfer.known() ? transfer.request().group() : null,
                labels == null ? Map.of() : labels);
    }
}
