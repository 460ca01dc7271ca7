package io.impasto.worker.painting;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import io.impasto.worker.queue.Lease;
import io.impasto.worker.storage.Storage;
import io.impasto.worker.storage.StorageRefused;
import io.impasto.worker.transfers.Json;
import io.impasto.worker.transfers.Problem;
import io.impasto.worker.transfers.Refusal;
import io.impasto.worker.transfers.TransferRequest;

/**
 * The images that were fetched for a transfer, in its artifact {@code inputs.json}: whatever an address holds later, all
 * attempts paint the same pictures.
 *
 * @param images ids by address
 */
record Inputs(Map<String, String> images) {

    static final String NAME = "inputs.json";
    private static final String MEDIA_TYPE = "application/json";

    /**
     * The request with ids in place of addresses; fetches what no attempt has fetched yet.
     *
     * @throws Refusal if an image cannot be had
     */
    static TransferRequest fetched(Storage store, Lease lease, TransferRequest request, Patience patience) {
        Optional<Inputs> before = patience.call(() -> store.artifact(request.transfer(), NAME))
                .map(json -> Json.read(json, Inputs.class));
        Map<String, String> images =
                new LinkedHashMap<>(before.map(Inputs::images).orElse(Map.of()));
        TransferRequest named = request.with(image -> TransferRequest.isAddress(image)
                ? images.computeIfAbsent(image, address -> fetch(store, request.tenant(), address, patience))
                : image);
        if (before.isEmpty()) {
            byte[] json = Json.write(new Inputs(images));
            patience.call(() -> store.store(request.transfer(), lease.attempt(), NAME, MEDIA_TYPE, json));
        }
        return named;
    }

    private static String fetch(Storage store, String tenant, String address, Patience patience) {
        try {
            return patience.call(() -> store.fetch(tenant, address)).id();
        } catch (StorageRefused e) {
            throw new Refusal(Problem.image(e.type(), address + ": " + e.detail()));
        }
    }
}
