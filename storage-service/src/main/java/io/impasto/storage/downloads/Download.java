package io.impasto.storage.downloads;

import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import io.impasto.storage.problems.ProblemException;
import io.impasto.storage.problems.ProblemType;
import io.impasto.storage.store.Bucket;
import io.impasto.storage.store.StoredObject;

/** Answers a GET for an object: all of it, a range, or that the client has it already. */
@Singleton
public class Download {

    /** How long a client may keep an object without asking again. */
    public enum Keeping {
        /** The bytes behind this address never change. */
        FOR_GOOD("private, max-age=31536000, immutable"),
        /** They may change; ask each time. */
        REVALIDATE("no-cache");

        private final String cacheControl;

        Keeping(String cacheControl) {
            this.cacheControl = cacheControl;
        }
    }

    private final Bucket bucket;

    Download(Bucket bucket) {
        this.bucket = bucket;
    }

    /**
     * @param sha256 of the object: its strong entity tag
     * @param vanished the problem to throw if the object is removed meanwhile
     */
    public Response of(
            StoredObject object,
            String sha256,
            Keeping keeping,
            HttpHeaders request,
            Supplier<ProblemException> vanished) {
        String tag = '"' + sha256 + '"';
        if (names(request.getHeaderString(HttpHeaders.IF_NONE_MATCH), tag)) {
            return headers(Response.notModified(), tag, keeping).build();
        }
        Optional<ByteRange> range = range(request, tag, object.bytes());
        long first = range.map(ByteRange::first).orElse(0L);
        long length = range.map(ByteRange::length).orElse(object.bytes());
        InputStream bytes = bucket.read(object.key(), first, length).orElseThrow(vanished);
        Response.ResponseBuilder response = range.map(part -> Response.status(206)
                        .header("Content-Range", "bytes " + part.first() + "-" + part.last() + "/" + object.bytes()))
                .orElseGet(Response::ok);
        return headers(response, tag, keeping)
                .entity(bytes)
                .type(object.mediaType())
                .header(HttpHeaders.CONTENT_LENGTH, length)
                .header("Accept-Ranges", "bytes")
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }

    private static Response.ResponseBuilder headers(Response.ResponseBuilder response, String tag, Keeping keeping) {
        return response.header(HttpHeaders.ETAG, tag).header(HttpHeaders.CACHE_CONTROL, keeping.cacheControl);
    }

    private static boolean names(String header, String tag) {
        return header != null
                && Arrays.stream(header.split(","))
                        .map(String::strip)
                        .map(each -> each.startsWith("W/") ? each.substring(2) : each)
                        .anyMatch(each -> each.equals("*") || each.equals(tag));
    }

    private static Optional<ByteRange> range(HttpHeaders request, String tag, long size) {
        String wanted = request.getHeaderString("Range");
        String only = request.getHeaderString("If-Range");
        if (wanted == null || (only != null && !only.equals(tag))) {
            return Optional.empty();
        }
        try {
            return ByteRange.parse(wanted, size);
        } catch (ByteRange.Unsatisfiable e) {
            throw new ProblemException(
                    ProblemType.RANGE_NOT_SATISFIABLE,
                    "The object has " + size + " bytes; the range begins behind them.",
                    Map.of("size", size));
        }
    }
}
