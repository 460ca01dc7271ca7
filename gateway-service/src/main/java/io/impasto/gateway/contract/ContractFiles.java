package io.impasto.gateway.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** The files under {@code contract/} on the class path. */
final class ContractFiles {

    /** Names of the schemas, without {@code .json}. */
    static final List<String> SCHEMAS = List.of(
            "artifact.v1",
            "delivery.v1",
            "image-id.v1",
            "image-reference.v1",
            "image.v1",
            "losses.v1",
            "network.v1",
            "preview-sheet.v1",
            "prediction.v1",
            "problem.v1",
            "quality.v1",
            "session.v1",
            "transfer-list.v1",
            "transfer-options.v1",
            "transfer.cancelled.v1",
            "transfer.completed.v1",
            "transfer.control.cancel.v1",
            "transfer.control.pause.v1",
            "transfer.control.purge.v1",
            "transfer.control.resume.v1",
            "transfer.control.reweight.v1",
            "transfer.expired.v1",
            "transfer.failed.v1",
            "transfer.paused.v1",
            "transfer.progressed.v1",
            "transfer.released.v1",
            "transfer.requested.v1",
            "transfer.reweighted.v1",
            "transfer.started.v1",
            "transfer.starting.v1",
            "transfer.v1",
            "webhook.v1",
            "worker-list.v1",
            "worker.announced.v1");

    private ContractFiles() {}

    /** A schema by name, with or without {@code .json}. */
    static Optional<byte[]> schema(String name) {
        String bare = name.endsWith(".json") ? name.substring(0, name.length() - 5) : name;
        return SCHEMAS.contains(bare) ? Optional.of(read("schemas/" + bare + ".json")) : Optional.empty();
    }

    static byte[] read(String name) {
        try (InputStream file = ContractFiles.class.getResourceAsStream("/contract/" + name)) {
            if (file == null) {
                throw new IllegalStateException("contract/" + name + " is missing from the class path");
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
