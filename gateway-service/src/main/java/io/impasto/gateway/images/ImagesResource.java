package io.impasto.gateway.images;

import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.FileUpload;
import io.vertx.ext.web.RoutingContext;

import io.impasto.gateway.problems.ProblemException;
import io.impasto.gateway.problems.ProblemType;
import io.impasto.gateway.storage.PassOn;
import io.impasto.gateway.storage.StorageClient;
import io.impasto.gateway.storage.StoredImage;

/** Images over HTTP. */
@jakarta.ws.rs.Path("/v1/images")
@Blocking
public class ImagesResource {

    private final StorageClient storage;

    ImagesResource(StorageClient storage) {
        this.storage = storage;
    }

    /** An image as clients see it. */
    record Shown(@JsonUnwrapped StoredImage image, Map<String, String> links) {}

    /** The part {@code image} of a form. */
    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Produces(MediaType.APPLICATION_JSON)
    public Response storeForm(@Context RoutingContext form) {
        form.request().formAttributes().names().forEach(ImagesResource::checkPart);
        List<FileUpload> files = form.fileUploads();
        files.forEach(file -> checkPart(file.name()));
        if (files.isEmpty()) {
            throw ProblemType.MISSING_PART
                    .problem("Add the part image: a file with a file name.")
                    .with("part", "image");
        }
        if (files.size() > 1) {
            throw ProblemType.UNEXPECTED_PART
                    .problem("There must be one part image, not " + files.size() + ".")
                    .with("part", "image");
        }
        return created(storage.store(Path.of(files.get(0).uploadedFileName())));
    }

    /** The image's bytes as they are; the media type is read from them, not believed. */
    @POST
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_JSON)
    public Response store(InputStream body) {
        return created(storage.store(() -> body));
    }

    @GET
    @jakarta.ws.rs.Path("{id}/content")
    public Response content(@PathParam("id") String id, @Context HttpHeaders headers) {
        if (!id.matches("[0-9a-f]{64}")) {
            throw notFound();
        }
        return storage.openImage(id, PassOn.conditions(headers))
                .map(content -> PassOn.answer(content, PassOn.FOR_GOOD, "impasto-" + id.substring(0, 12)))
                .orElseThrow(ImagesResource::notFound);
    }

    private static Response created(CompletableFuture<StoredImage> storing) {
        try {
            StoredImage image = storing.join();
            String content = "/v1/images/" + image.id() + "/content";
            return Response.status(201)
                    .header(HttpHeaders.LOCATION, URI.create(content))
                    .entity(new Shown(image, Map.of("content", content)))
                    .build();
        } catch (CompletionException e) {
            throw e.getCause() instanceof ProblemException refused ? refused : e;
        }
    }

    private static void checkPart(String name) {
        if (!name.equals("image")) {
            throw ProblemType.UNEXPECTED_PART
                    .problem("There is no part " + (name.length() > 64 ? name.substring(0, 64) + "..." : name)
                            + "; there is image.")
                    .with("part", name.length() > 64 ? name.substring(0, 64) : name);
        }
    }

    private static ProblemException notFound() {
        return ProblemType.IMAGE_NOT_FOUND.problem("No image has this id.");
    }
}
