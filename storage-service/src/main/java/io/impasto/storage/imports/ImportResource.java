package io.impasto.storage.imports;

import java.io.IOException;
import java.io.InputStream;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.common.annotation.Blocking;

import io.impasto.storage.images.ImageResource;
import io.impasto.storage.images.KeepImage;
import io.impasto.storage.images.Tenant;
import io.impasto.storage.problems.ProblemException;
import io.impasto.storage.problems.ProblemType;
import io.impasto.storage.spool.ShortBody;

/** Pictures by address, over HTTP. A picture that was fetched is an image as any other: under its hash, the tenant's. */
@Path("/v1/images/import")
@Blocking
public class ImportResource {

    private static final int LONGEST_BODY = 16 << 10;

    private final WebImages web;
    private final BucketImages buckets;
    private final KeepImage keepImage;
    private final ObjectMapper json;

    ImportResource(WebImages web, BucketImages buckets, KeepImage keepImage, ObjectMapper json) {
        this.web = web;
        this.buckets = buckets;
        this.keepImage = keepImage;
        this.json = json;
    }

    /** The body names the picture: {@code {"url": "https://example.org/photo.jpg"}}, or {@code s3://bucket/key}. */
    @POST
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_JSON)
    public Response fetch(@Context HttpHeaders headers, InputStream body) throws IOException {
        Tenant tenant = Tenant.of(headers).orElse(Tenant.DEFAULT);
        String address = address(ShortBody.read(body, headers, LONGEST_BODY));
        try (Fetched picture = address.startsWith("s3:") ? buckets.open(address) : web.open(address)) {
            return ImageResource.answer(keepImage.keep(tenant, picture, picture.length()));
        } catch (ProblemException e) {
            throw e.type() == ProblemType.EMPTY_BODY ? Fetched.unavailable("There is nothing at the address.") : e;
        }
    }

    private String address(byte[] body) throws IOException {
        try {
            JsonNode url = json.readTree(body).path("url");
            if (url.isTextual()) {
                return url.textValue();
            }
        } catch (JsonProcessingException e) {
            // Said below, together with what is JSON but names nothing.
        }
        throw new ProblemException(
                ProblemType.MALFORMED_JSON, "An import is {\"url\": \"https://example.org/photo.jpg\"}.");
    }
}
