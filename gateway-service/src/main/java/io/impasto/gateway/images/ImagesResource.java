package io.impasto.gateway.images;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

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

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;

import io.impasto.gateway.access.Caller;
import io.impasto.gateway.bodies.BodySpool;
import io.impasto.gateway.bodies.HeldBody;
import io.impasto.gateway.bodies.MultipartForm;
import io.impasto.gateway.bodies.MultipartForm.FilePart;
import io.impasto.gateway.bodies.MultipartForm.Part;
import io.impasto.gateway.events.Json;
import io.impasto.gateway.problems.ProblemException;
import io.impasto.gateway.problems.ProblemType;
import io.impasto.gateway.storage.KnownImages;
import io.impasto.gateway.storage.PassOn;
import io.impasto.gateway.storage.StorageClient;
import io.impasto.gateway.storage.StoredImage;

/** Images over HTTP. */
@Path("/v1/images")
@Blocking
public class ImagesResource {

    private final StorageClient storage;
    private final KnownImages knownImages;
    private final AcceptableAddress acceptableAddress;
    private final Caller caller;

    ImagesResource(StorageClient storage, KnownImages knownImages, AcceptableAddress acceptableAddress, Caller caller) {
        this.storage = storage;
        this.knownImages = knownImages;
        this.acceptableAddress = acceptableAddress;
        this.caller = caller;
    }

    /** An image as clients see it. */
    record Shown(@JsonUnwrapped StoredImage image, Map<String, String> links) {

        static Shown of(StoredImage image) {
            return new Shown(image, Map.of("content", "/v1/images/" + image.id() + "/content"));
        }
    }

    /** The part {@code image} of a form. */
    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Produces(MediaType.APPLICATION_JSON)
    public Response storeForm(@Context RoutingContext context) throws IOException {
        try (MultipartForm form = MultipartForm.read(context)) {
            List<Part> parts = form.parts();
            parts.forEach(part -> checkName(part.name()));
            if (parts.size() > 1) {
                throw ProblemType.UNEXPECTED_PART
                        .problem("There must be one part image, not " + parts.size() + ".")
                        .with("part", "image");
            }
            if (parts.get(0) instanceof FilePart image) {
                return created(storage.traced(caller.trace()).store(caller.tenant(), image.file()));
            }
            throw ProblemType.MISSING_PART
                    .problem("The part image must be a file, with a file name.")
                    .with("part", "image");
        }
    }

    /** The address of an image, which is fetched now. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response fetch(@Context RoutingContext context) throws IOException {
        String url = url(HeldBody.bytes(context));
        acceptableAddress.check("url", url);
        return created(storage.traced(caller.trace()).fetch(caller.tenant(), url));
    }

    private static String url(byte[] body) throws IOException {
        try {
            if (Json.MAPPER.readTree(body) instanceof ObjectNode request
                    && request.size() == 1
                    && request.path("url").isTextual()) {
                return request.get("url").textValue();
            }
        } catch (JsonProcessingException e) {
            // Said below, together with what is JSON but names nothing.
        }
        throw ProblemType.MALFORMED_JSON.problem(
                "An image is named as {\"url\": \"https://example.org/photo.jpg\"}; its bytes are sent as image/*.");
    }

    /** The image's bytes as they are; the media type is read from them, not believed. */
    @POST
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_JSON)
    public Response store(@Context RoutingContext context) {
        return created(storage.traced(caller.trace()).store(caller.tenant(), BodySpool.file(context)));
    }

    @GET
    @Path("{id}/content")
    public Response content(@PathParam("id") String id, @Context HttpHeaders headers) {
        checkId(id);
        return storage.traced(caller.trace())
                .openImage(caller.tenant(), id, PassOn.conditions(headers))
                .map(content -> PassOn.answer(content, PassOn.FOR_GOOD, "impasto-" + id.substring(0, 12)))
                .orElseThrow(ImagesResource::notFound);
    }

    @DELETE
    @Path("{id}")
    public void remove(@PathParam("id") String id) {
        checkId(id);
        if (!storage.traced(caller.trace()).remove(caller.tenant(), id)) {
            throw notFound();
        }
        knownImages.forget(caller.tenant(), id);
    }

    private static void checkId(String id) {
        if (!id.matches("[0-9a-f]{64}")) {
            throw notFound();
        }
    }

    private static Response created(CompletableFuture<StoredImage> storing) {
        Shown shown = Shown.of(StorageClient.result(storing));
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.LOCATION, URI.create(shown.links.get("content")))
                .entity(shown)
                .build();
    }

    private static void checkName(String name) {
        if (!name.equals("image")) {
            String shown = name.length() > 64 ? name.substring(0, 64) + "..." : name;
            throw ProblemType.UNEXPECTED_PART
                    .problem("There is no part " + shown + "; there is image.")
                    .with("part", shown);
        }
    }

    private static ProblemException notFound() {
        return ProblemType.IMAGE_NOT_FOUND.problem("No image has this id.");
    }
}
