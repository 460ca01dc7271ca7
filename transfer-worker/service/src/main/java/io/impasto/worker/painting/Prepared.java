package io.impasto.worker.painting;

import java.util.Optional;

import io.impasto.engine.transfer.Checkpoint;
import io.impasto.engine.transfer.StyleTransfer;
import io.impasto.engine.transfer.TransferOptions;
import io.impasto.worker.queue.Lease;
import io.impasto.worker.storage.ImageDescription;
import io.impasto.worker.transfers.Network;
import io.impasto.worker.transfers.TransferEvent.Completed;
import io.impasto.worker.transfers.TransferEvent.Started;
import io.impasto.worker.transfers.TransferRequest;

/** What is known of a request before anything heavy is loaded. */
sealed interface Prepared {

    /** Another request has claimed the transfer. */
    record Duplicate() implements Prepared {}

    /** An earlier attempt stored everything. */
    record Done(Completed event) implements Prepared {}

    /**
     * To be painted.
     *
     * @param request with the ids of its images
     * @param fetched the content, where the request named an image by address
     * @param options as they take effect
     * @param saved what an earlier attempt left to go on from
     */
    record Job(
            Lease lease,
            TransferRequest request,
            Optional<ImageDescription> fetched,
            StyleTransfer session,
            TransferOptions options,
            Size size,
            Optional<Checkpoint> saved)
            implements Prepared {

        Network network() {
            return new Network(session.network().name(), session.network().sha256());
        }

        /** What it goes on with: of a painting that was re-weighted on its way not what it began with. */
        TransferOptions inForce() {
            return saved.map(Checkpoint::inForce).orElse(options);
        }

        Started started(String worker) {
            return new Started(
                    lease.attempt(),
                    worker,
                    network(),
                    session.execution().provider().key(),
                    size.width(),
                    size.height(),
                    inForce().evaluations(),
                    saved.map(Checkpoint::evaluation).orElse(null),
                    inForce().toJson(),
                    fetched.map(content -> new Started.Inputs(
                                    request.content(),
                                    request.styles(),
                                    request.startImage().orElse(null),
                                    request.options().contentMasks(),
                                    request.options().styleMasks(),
                                    request.options().contentRegions(),
                                    request.options().styleRegions(),
                                    content.pixels()))
                            .orElse(null));
        }
    }
}
