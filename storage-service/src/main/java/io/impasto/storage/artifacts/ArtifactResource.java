package io.impasto.storage.artifacts;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import io.smallrye.common.annotation.Blocking;

import io.impasto.storage.downloads.Download;
import io.impasto.storage.downloads.Link;
import io.impasto.storage.downloads.Links;
import io.impasto.storage.images.FindImage;
import io.impasto.storage.images.Tenant;
import io.impasto.storage.problems.ProblemException;
import io.impasto.storage.problems.ProblemType;
import io.impasto.storage.renditions.MakeRendition;
import io.impasto.storage.renditions.Rendition;
import io.impasto.storage.spool.DeclaredLength;
import io.impasto.storage.store.Bucket;
import io.impasto.storage.store.StoredObject;

/** Artifacts over HTTP. */
@Path("/v1/transfers/{transfer}/artifacts")
@Blocking
public class ArtifactResource {

    private final KeepArtifact keepArtifact;
    private final MakeRendition makeRendition;
    private final FindImage findImage;
    private final Bucket bucket;
    private final Download download;
    private final Links links;

    ArtifactResource(
            KeepArtifact keepArtifact,
            MakeRendition makeRendition,
            FindImage findImage,
            Bucket bucket,
            Download download,
            Links links) {
        this.keepArtifact = keepArtifact;
        this.makeRendition = makeRendition;
        this.findImage = findImage;
        this.bucket = bucket;
        this.download = download;
        this.links = links;
    }

    /** @param attemptText the worker's attempt number, from 1 */
    @PUT
    @Path("{name:.+}")
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_JSON)
    public Response keep(
            @PathParam("transfer") String transferText,
            @PathParam("name") String nameText,
            @HeaderParam("Impasto-Attempt") String attemptText,
            @Context HttpHeaders headers,
            InputStream body)
            throws IOException {
        TransferId transfer = TransferId.parse(transferText);
        ArtifactName name = ArtifactName.parse(nameText);
        KeepArtifact.Kept kept = keepArtifact.keep(
                transfer, name, Attempt.parse(attemptText), mediaType(headers), body, DeclaredLength.of(headers));
        return Response.status(kept.stored() ? 201 : 200)
                .location(URI.create("/v1/transfers/" + transfer.uuid() + "/artifacts/" + name.text()))
                .entity(kept.artifact())
                .build();
    }

    @GET
    @Path("{name:.+}")
    public Response content(
            @PathParam("transfer") String transferText,
            @PathParam("name") String nameText,
            @Context HttpHeaders headers) {
        TransferId transfer = TransferId.parse(transferText);
        ArtifactName name = ArtifactName.parse(nameText);
        StoredObject object = bucket.find(name.key(transfer)).orElseThrow(() -> notFound(transfer, name));
        return download.of(
                object,
                Artifact.of(name.text(), object).sha256(),
                name.writeOnce() ? Download.Keeping.FOR_GOOD : Download.Keeping.REVALIDATE,
                headers,
                () -> notFound(transfer, name));
    }

    /**
     * A picture in another size, format or colours.
     *
     * @param photograph id of the image to blend with
     */
    @GET
    @Path("{name:.+}/rendition")
    public Response rendition(
            @PathParam("transfer") String transferText,
            @PathParam("name") String nameText,
            @HeaderParam("Impasto-Photograph") String photograph,
            @Context UriInfo address,
            @Context HttpHeaders headers)
            throws IOException {
        TransferId transfer = TransferId.parse(transferText);
        ArtifactName name = ArtifactName.parse(nameText);
        Rendition rendition = Rendition.of(address.getQueryParameters());
        StoredObject object = bucket.find(name.key(transfer)).orElseThrow(() -> notFound(transfer, name));
        Artifact picture = Artifact.of(name.text(), object);
        if (picture.width() == null) {
            throw new ProblemException(ProblemType.NOT_AN_IMAGE, name.text() + " is no picture.");
        }
        if (rendition.blends() && photograph == null) {
            throw new ProblemException(
                    ProblemType.INVALID_PARAMETER,
                    "To blend, say with what: Impasto-Photograph, an image id.",
                    Map.of("parameter", "blend"));
        }
        Optional<StoredObject> original =
                rendition.blends() ? Optional.of(findImage.byId(Tenant.of(headers), photograph)) : Optional.empty();
        MakeRendition.Source source = new MakeRendition.Source(
                object, transfer.folder(), picture.sha256(), picture.width(), picture.height());
        MakeRendition.Made made = makeRendition.of(source, rendition, original);
        return download.of(
                made.object(),
                made.sha256(),
                name.writeOnce() ? Download.Keeping.FOR_GOOD : Download.Keeping.REVALIDATE,
                headers,
                () -> notFound(transfer, name));
    }

    /** A link to the artifact that needs no credentials, for a while. */
    @POST
    @Path("{name:.+}/link")
    @Produces(MediaType.APPLICATION_JSON)
    public Link link(@PathParam("transfer") String transferText, @PathParam("name") String nameText) {
        TransferId transfer = TransferId.parse(transferText);
        ArtifactName name = ArtifactName.parse(nameText);
        StoredObject object = bucket.find(name.key(transfer)).orElseThrow(() -> notFound(transfer, name));
        return links.to(object.key());
    }

    /** All artifacts of a transfer, by name; none if nothing is known of it. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public List<Artifact> list(@PathParam("transfer") String transferText) {
        TransferId transfer = TransferId.parse(transferText);
        return bucket.keys(transfer.folder()).stream()
                .map(key -> key.substring(transfer.folder().length()))
                .filter(name -> !ArtifactName.isReserved(name))
                .map(name -> bucket.find(transfer.folder() + name).map(object -> Artifact.of(name, object)))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Removes what is not kept for good, such as {@code checkpoint.bin} after completion. */
    @DELETE
    @Path("{name:.+}")
    public void remove(@PathParam("transfer") String transferText, @PathParam("name") String nameText) {
        TransferId transfer = TransferId.parse(transferText);
        ArtifactName name = ArtifactName.parse(nameText);
        if (name.writeOnce()) {
            throw new ProblemException(ProblemType.ARTIFACT_PERMANENT, name.text() + " is part of the result.");
        }
        bucket.remove(name.key(transfer));
    }

    private static ProblemException notFound(TransferId transfer, ArtifactName name) {
        return new ProblemException(
                ProblemType.NOT_FOUND, "Transfer " + transfer.uuid() + " has no artifact " + name.text() + ".");
    }

    private static String mediaType(HttpHeaders headers) {
        MediaType type = headers.getMediaType();
        // Some S3 servers would take a form apart instead of storing it; curl calls any body one.
        boolean bytes = type == null || type.isCompatible(MediaType.APPLICATION_FORM_URLENCODED_TYPE);
        return bytes ? MediaType.APPLICATION_OCTET_STREAM : type.toString();
    }
}
