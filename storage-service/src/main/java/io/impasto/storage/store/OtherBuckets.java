package io.impasto.storage.store;

import java.io.InputStream;
import java.util.Optional;

import jakarta.inject.Singleton;

import io.minio.GetObjectArgs;
import io.minio.GetObjectResponse;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;

import io.impasto.storage.problems.ProblemException;
import io.impasto.storage.problems.ProblemType;

/** Objects of other systems in the same store, read with this installation's credentials. */
@Singleton
public class OtherBuckets {

    private final StoreClients clients;

    OtherBuckets(StoreClients clients) {
        this.clients = clients;
    }

    /**
     * An object that is being read; the caller closes its bytes.
     *
     * @param length in bytes, or a negative number where the store does not say
     */
    public record Opened(InputStream bytes, long length) {}

    /**
     * Opens an object, or nothing if it is not there or may not be read.
     *
     * @throws ProblemException {@code store-unavailable} if the store does not answer
     */
    public Optional<Opened> open(String bucket, String key) {
        try {
            GetObjectResponse object = clients.store()
                    .getObject(
                            GetObjectArgs.builder().bucket(bucket).object(key).build());
            String length = object.headers().get("Content-Length");
            return Optional.of(new Opened(object, length == null ? -1 : Long.parseLong(length)));
        } catch (ErrorResponseException e) {
            return Optional.empty();
        } catch (MinioException | IllegalStateException e) {
            throw new ProblemException(
                    ProblemType.STORE_UNAVAILABLE, "The object store cannot be used now; try again in a moment.");
        }
    }
}
