package io.impasto.storage.images;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.common.annotation.Blocking;

import io.impasto.storage.downloads.Download;
import io.impasto.storage.spool.DeclaredLength;
import io.impasto.storage.store.Bucket;
import io.impasto.storage.store.StoreConfig;
import io.impasto.storage.store.StoredObject;

/** Pictures over HTTP. */
@Path("/v1/images")
@Blocking
public class ImageResource {

    private final KeepImage keepImage;
    private final Bucket bucket;
    private final Download download;
    private final Duration linkLifetime;

    ImageResource(KeepImage keepImage, Bucket bucket, Download download, StoreConfig store) {
        this.keepImage = keepImage;
        this.bucket = bucket;
        this.download = download;
        this.linkLifetime = store.linkLifetime();
    }

    /** The body is the picture's file; its format is told from its bytes. */
    @POST
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_JSON)
    public Response keep(InputStream body, @Context HttpHeaders headers) throws IOException {
        KeepImage.Kept kept = keepImage.keep(body, DeclaredLength.of(headers));
        return Response.status(kept.isNew() ? 201 : 200)
                .location(URI.create("/v1/images/" + kept.image().id()))
                .entity(kept.image())
                .build();
    }

    @GET
    @Path("{id}")
    @Produces(MediaType.APPLICATION_JSON)
    public ImageDescription describe(@PathParam("id") String text) {
        ImageId id = ImageId.parse(text);
        return ImageDescription.of(id, find(id));
    }

    @GET
    @Path("{id}/content")
    public Response content(@PathParam("id") String text, @Context HttpHeaders headers) {
        ImageId id = ImageId.parse(text);
        return download.of(find(id), id.sha256(), Download.Keeping.FOR_GOOD, headers, id::notFound);
    }

    @POST
    @Path("{id}/link")
    @Produces(MediaType.APPLICATION_JSON)
    public ImageLink link(@PathParam("id") String text) {
        ImageId id = ImageId.parse(text);
        find(id);
        Instant expiresAt = Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(linkLifetime);
        return new ImageLink(bucket.link(id.key(), linkLifetime), expiresAt);
    }

    private StoredObject find(ImageId id) {
        return bucket.find(id.key()).orElseThrow(id::notFound);
    }
}
