package io.impasto.storage.images;

import java.time.Duration;
import java.util.Optional;

import jakarta.inject.Singleton;

import io.impasto.storage.problems.ProblemException;
import io.impasto.storage.problems.ProblemType;
import io.impasto.storage.uses.ImageUses;

/** Takes an image from a tenant that wants it no more: unknown at once, removed when the grace is over. */
@Singleton
class GiveUpImage {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final FindImage findImage;
    private final ImageUses uses;
    private final Owners owners;

    GiveUpImage(FindImage findImage, ImageUses uses, Owners owners) {
        this.findImage = findImage;
        this.uses = uses;
        this.owners = owners;
    }

    /** @throws ProblemException {@code image-not-found}, {@code image-in-use} or {@code transfers-unknown} */
    void giveUp(Tenant tenant, ImageId id) {
        findImage.byId(Optional.of(tenant), id);
        if (!uses.catchUp(PATIENCE)) {
            throw new ProblemException(
                    ProblemType.TRANSFERS_UNKNOWN,
                    "Whether a transfer uses the image cannot be told now; ask again soon.");
        }
        if (uses.uses(tenant.name(), id.sha256())) {
            throw new ProblemException(
                    ProblemType.IMAGE_IN_USE,
                    "A transfer uses image " + id.sha256() + "; it can go when its transfers are removed.");
        }
        owners.condemn(new Owned(tenant, id));
    }
}
