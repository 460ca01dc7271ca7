package io.impasto.storage.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import io.minio.BucketExistsArgs;
import io.minio.GetObjectArgs;
import io.minio.GetPresignedObjectUrlArgs;
import io.minio.Http;
import io.minio.ListObjectsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.PutObjectBaseArgs;
import io.minio.RemoveObjectArgs;
import io.minio.Result;
import io.minio.StatObjectArgs;
import io.minio.StatObjectResponse;
import io.minio.UploadObjectArgs;
import io.minio.errors.MinioException;
import io.minio.messages.Item;

import io.impasto.storage.problems.ProblemException;
import io.impasto.storage.problems.ProblemType;

/**
 * The objects of this installation. Every method ends with the problem {@code store-unavailable} when the store does not answer; a bucket that is
 * missing is made on the way.
 */
@Singleton
public class Bucket {

    /** Up to here an object goes in one request. The store may hold such a request in memory; s3proxy does, to check its signature. */
    private static final long LONGEST_REQUEST = 32L << 20;

    /** Longer ones go in parts of this length, of which one at a time is in memory here. */
    private static final long PART = 8L << 20;

    private final StoreCalls calls;
    private final MinioClient store;
    private final MinioClient links;
    private final String bucket;

    Bucket(StoreClients clients, StoreCalls calls, StoreConfig config) {
        this.calls = calls;
        this.store = clients.store();
        this.links = clients.links();
        this.bucket = config.bucket();
    }

    /** Description of an object, if there is one. */
    public Optional<StoredObject> find(String key) {
        try {
            StatObjectResponse stat = calls.run(
                    "stat",
                    () -> store.statObject(
                            StatObjectArgs.builder().bucket(bucket).object(key).build()));
            return Optional.of(new StoredObject(key, stat.size(), stat.contentType(), metadata(stat.userMetadata())));
        } catch (StoreCalls.Refusal absent) {
            return Optional.empty();
        }
    }

    /**
     * Opens a stretch of an object; the caller closes it.
     *
     * @param offset first byte, from 0
     * @param length number of bytes, at least 1
     */
    public Optional<InputStream> read(String key, long offset, long length) {
        try {
            return Optional.of(calls.run(
                    "get",
                    () -> store.getObject(GetObjectArgs.builder()
                            .bucket(bucket)
                            .object(key)
                            .offset(offset)
                            .length(length)
                            .build())));
        } catch (StoreCalls.Refusal absent) {
            return Optional.empty();
        }
    }

    /** The whole of a small object as text. */
    public Optional<String> text(String key, int maxBytes) {
        Optional<InputStream> found = read(key, 0, maxBytes);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = found.get()) {
            return Optional.of(new String(in.readNBytes(maxBytes), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new ProblemException(ProblemType.STORE_UNAVAILABLE, "The object store broke off its answer.");
        }
    }

    /** Stores a file, over whatever the key held. */
    public void put(NewObject object, Path file) {
        write(object, Map.of(), headers -> store.uploadObject(upload(object, headers, file)));
    }

    /** Stores a few bytes, over whatever the key held. */
    public void put(NewObject object, byte[] bytes) {
        write(object, Map.of(), headers -> store.putObject(small(object, headers, bytes)));
    }

    /** Stores a file where nothing is yet; of several writers one wins. Returns whether this one did. */
    public boolean putIfAbsent(NewObject object, Path file) {
        return write(object, ONLY_IF_ABSENT, headers -> store.uploadObject(upload(object, headers, file)));
    }

    /** Stores a few bytes where nothing is yet; of several writers one wins. Returns whether this one did. */
    public boolean putIfAbsent(NewObject object, byte[] bytes) {
        return write(object, ONLY_IF_ABSENT, headers -> store.putObject(small(object, headers, bytes)));
    }

    /** Removes an object; one that is not there stays away. */
    public void remove(String key) {
        try {
            calls.run("remove", () -> {
                store.removeObject(
                        RemoveObjectArgs.builder().bucket(bucket).object(key).build());
                return null;
            });
        } catch (StoreCalls.Refusal absent) {
            return;
        }
    }

    /** Keys of all objects below a prefix, in the store's (lexical) order. */
    public List<String> keys(String prefix) {
        return list(prefix, item -> true);
    }

    /** Keys of the objects below a prefix that were stored before a time. */
    public List<String> keysBefore(String prefix, Instant limit) {
        return list(prefix, item -> item.lastModified().toInstant().isBefore(limit));
    }

    /** What follows directly below a prefix, up to the next slash, which is left out. */
    public List<String> folders(String prefix) {
        return list(prefix, false, Item::isDir).stream()
                .map(folder -> folder.substring(prefix.length(), folder.length() - 1))
                .toList();
    }

    private List<String> list(String prefix, Predicate<Item> wanted) {
        return list(prefix, true, wanted);
    }

    private List<String> list(String prefix, boolean recursive, Predicate<Item> wanted) {
        try {
            return calls.run("list", () -> {
                List<String> keys = new ArrayList<>();
                for (Result<Item> result : store.listObjects(ListObjectsArgs.builder()
                        .bucket(bucket)
                        .prefix(prefix)
                        .recursive(recursive)
                        .build())) {
                    Item item = result.get();
                    if (wanted.test(item)) {
                        keys.add(item.objectName());
                    }
                }
                return keys;
            });
        } catch (StoreCalls.Refusal absent) {
            return List.of();
        }
    }

    /** A link that lets a client read the object without credentials; made without asking the store. */
    public String link(String key, Duration lifetime) {
        return link(links, Http.Method.GET, key, lifetime);
    }

    /** The same for another service, which may not reach what clients do: it leads to the store as this service reaches it. */
    public String linkWithin(String key, Duration lifetime) {
        return link(store, Http.Method.GET, key, lifetime);
    }

    /** A link that lets a client store the object without credentials; made without asking the store. */
    public String linkToPut(String key, Duration lifetime) {
        return link(links, Http.Method.PUT, key, lifetime);
    }

    private String link(MinioClient signer, Http.Method method, String key, Duration lifetime) {
        try {
            return signer.getPresignedObjectUrl(GetPresignedObjectUrlArgs.builder()
                    .method(method)
                    .bucket(bucket)
                    .object(key)
                    .expiry(Math.toIntExact(lifetime.toSeconds()), TimeUnit.SECONDS)
                    .build());
        } catch (MinioException e) {
            throw new IllegalStateException("cannot sign a link", e);
        }
    }

    /** Makes sure that the store answers and the bucket exists. */
    public void ensure() {
        try {
            boolean exists = calls.run(
                    "bucket",
                    () -> store.bucketExists(
                            BucketExistsArgs.builder().bucket(bucket).build()));
            if (!exists) {
                make();
            }
        } catch (StoreCalls.Refusal noBucket) {
            make();
        }
    }

    private void make() {
        try {
            calls.run("make", () -> {
                store.makeBucket(MakeBucketArgs.builder().bucket(bucket).build());
                return null;
            });
        } catch (StoreCalls.Refusal madeMeanwhile) {
            return;
        }
    }

    private static final Map<String, String> ONLY_IF_ABSENT = Map.of("If-None-Match", "*");

    private interface Write {
        void run(Map<String, String> headers) throws MinioException;
    }

    private boolean write(NewObject object, Map<String, String> headers, Write write) {
        for (boolean again : new boolean[] {false, true}) {
            try {
                return calls.run("put", () -> {
                    write.run(headers);
                    return true;
                });
            } catch (StoreCalls.Refusal refusal) {
                if (refusal.reason() == StoreCalls.Refusal.Reason.PRESENT) {
                    return false;
                }
                if (again) {
                    break;
                }
                make();
            }
        }
        throw new ProblemException(
                ProblemType.STORE_UNAVAILABLE, "The bucket could not be made; " + object.key() + " is not stored.");
    }

    private UploadObjectArgs upload(NewObject object, Map<String, String> headers, Path file) throws MinioException {
        long part = file.toFile().length() <= LONGEST_REQUEST ? LONGEST_REQUEST + 1 : PART;
        return described(UploadObjectArgs.builder(), object, headers)
                .filename(file.toString(), part)
                .build();
    }

    private PutObjectArgs small(NewObject object, Map<String, String> headers, byte[] bytes) {
        return described(PutObjectArgs.builder(), object, headers)
                .data(bytes, bytes.length)
                .build();
    }

    private <B extends PutObjectBaseArgs.Builder<B, A>, A extends PutObjectBaseArgs> B described(
            B builder, NewObject object, Map<String, String> headers) {
        return builder.bucket(bucket)
                .object(object.key())
                .contentType(object.mediaType())
                .userMetadata(object.metadata())
                .extraHeaders(headers);
    }

    private static Map<String, String> metadata(Http.Headers headers) {
        // Header names have no case, and stores give them back in whatever they like.
        return headers.names().stream()
                .collect(Collectors.toUnmodifiableMap(name -> name.toLowerCase(Locale.ROOT), headers::getFirst));
    }
}
