package io.impasto.storage.images;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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
import io.impasto.storage.downloads.Link;
import io.impasto.storage.downloads.Links;
import io.impasto.storage.spool.DeclaredLength;
import io.impasto.storage.store.StoredObject;

/**
 * Pictures over HTTP. The header {@code Impasto-Tenant} names who sends or reads; another's image is not found. Without it a sender is the default
 * tenant, and a reader, such as a worker, is trusted with every image.
 */
@Path("/v1/images")
@Blocking
public class ImageResource {

    private final KeepImage keepImage;
    private final FindImage findImage;
    private final GiveUpImage giveUpImage;
    private final Download download;
    private final Links links;

    ImageResource(KeepImage keepImage, FindImage findImage, GiveUpImage giveUpImage, Download download, Links links) {
        this.keepImage = keepImage;
        this.findImage = findImage;
        this.giveUpImage = giveUpImage;
        this.download = download;
        this.links = links;
    }

    /** The body is the picture's file; its format is told from its bytes. */
    @POST
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_JSON)
    public Response keep(InputStream body, @Context HttpHeaders headers) throws IOException {
        Tenant tenant = Tenant.of(headers).orElse(Tenant.DEFAULT);
        return answer(keepImage.keep(tenant, body, DeclaredLength.of(headers)));
    }

    /** What is answered for a picture that is kept now, however it came. */
    public static Response answer(KeepImage.Kept kept) {
        return Response.status(kept.isNew() ? 201 : 200)
                .location(URI.create("/v1/images/" + kept.image().id()))
                .entity(kept.image())
                .build();
    }

    @GET
    @Path("{id}")
    @Produces(MediaType.APPLICATION_JSON)
    public ImageDescription describe(@PathParam("id") String text, @Context HttpHeaders headers) {
        ImageId id = ImageId.parse(text);
        return ImageDescription.of(id, find(id, headers));
    }

    @DELETE
    @Path("{id}")
    public void giveUp(@PathParam("id") String text, @Context HttpHeaders headers) {
        giveUpImage.giveUp(Tenant.of(headers).orElse(Tenant.DEFAULT), ImageId.parse(text));
    }

    @GET
    @Path("{id}/content")
    public Response content(@PathParam("id") String text, @Context HttpHeaders headers) {
        ImageId id = ImageId.parse(text);
        return download.of(find(id, headers), id.sha256(), Download.Keeping.FOR_GOOD, headers, id::notFound);
    }

    @POST
    @Path("{id}/link")
    @Produces(MediaType.APPLICATION_JSON)
    public Link link(@PathParam("id") String text, @Context HttpHeaders headers) {
        ImageId id = ImageId.parse(text);
        find(id, headers);
        return links.within(id.key());
    }

    private StoredObject find(ImageId id, HttpHeaders headers) {
        return findImage.byId(Tenant.of(headers), id);
    }
}
