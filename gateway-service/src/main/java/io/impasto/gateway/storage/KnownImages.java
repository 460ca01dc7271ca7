package io.impasto.gateway.storage;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import jakarta.enterprise.context.ApplicationScoped;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * Images that storage-service has, asked once for a while: clients that submit many transfers name the same few. An image never
 * changes under its id; one that is removed meanwhile makes the transfer fail with a reason.
 */
@ApplicationScoped
public class KnownImages {

    private static final int MOST = 10_000;

    private final AsyncCache<Key, Optional<StoredImage>> found;

    private record Key(String tenant, String image) {}

    KnownImages(StorageConfig config) {
        this.found = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(config.remembered())
                .buildAsync();
    }

    /** The tenant has given up the image. */
    public void forget(String tenant, String image) {
        found.asMap().remove(new Key(tenant, image));
    }

    /**
     * The description of an image of the tenant, or nothing; fails as {@link StorageClient#describe} does.
     *
     * @param storage who is asked
     */
    public CompletableFuture<Optional<StoredImage>> find(StorageClient storage, String tenant, String image) {
        Key key = new Key(tenant, image);
        CompletableFuture<Optional<StoredImage>> answer =
                found.get(key, (asked, executor) -> storage.describe(tenant, image));
        // One that is not there may be uploaded at any time.
        return answer.whenComplete((description, failure) -> {
            if (failure == null && description.isEmpty()) {
                found.asMap().remove(key, answer);
            }
        });
    }
}
