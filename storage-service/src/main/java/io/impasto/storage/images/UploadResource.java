package io.impasto.storage.images;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.regex.Pattern;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.common.annotation.Blocking;

import io.impasto.storage.problems.ProblemException;
import io.impasto.storage.problems.ProblemType;
import io.impasto.storage.spool.ShortBody;

/** Uploads straight into the store, over HTTP. */
@Path("/v1/uploads")
@Blocking
public class UploadResource {

    private static final int LONGEST_BODY = 4096;
    private static final Pattern PICTURE = Pattern.compile("image/[a-z0-9][a-z0-9.+-]{0,60}");

    private final DirectUpload uploads;
    private final ObjectMapper json;

    UploadResource(DirectUpload uploads, ObjectMapper json) {
        this.uploads = uploads;
        this.json = json;
    }

    /** The body says how long the picture is: {@code {"bytes": 12345, "mediaType": "image/png"}}; the type may be left out. */
    @POST
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_JSON)
    public Response begin(@Context HttpHeaders headers, InputStream body) throws IOException {
        Tenant tenant = Tenant.of(headers).orElse(Tenant.DEFAULT);
        JsonNode wish = wish(ShortBody.read(body, headers, LONGEST_BODY));
        UploadTicket ticket = uploads.begin(
                tenant,
                wish.path("bytes").longValue(),
                wish.path("mediaType").asText(MediaType.APPLICATION_OCTET_STREAM));
        return Response.created(URI.create("/v1/uploads/" + ticket.id()))
                .entity(ticket)
                .build();
    }

    /** Says that the picture was put. */
    @POST
    @Path("{id}/complete")
    @Produces(MediaType.APPLICATION_JSON)
    public ImageDescription complete(@PathParam("id") String text, @Context HttpHeaders headers) {
        Tenant tenant = Tenant.of(headers).orElse(Tenant.DEFAULT);
        return uploads.complete(tenant, UploadId.parse(text));
    }

    private JsonNode wish(byte[] bytes) throws IOException {
        JsonNode wish;
        try {
            wish = json.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw malformed();
        }
        JsonNode length = wish.path("bytes");
        JsonNode type = wish.path("mediaType");
        boolean typed = type.isMissingNode()
                || (type.isTextual() && PICTURE.matcher(type.textValue()).matches());
        if (!length.isIntegralNumber() || !length.canConvertToLong() || length.longValue() < 1 || !typed) {
            throw malformed();
        }
        return wish;
    }

    private static ProblemException malformed() {
        return new ProblemException(
                ProblemType.MALFORMED_JSON,
                "An upload is {\"bytes\": 12345, \"mediaType\": \"image/png\"}: a length from 1, and a type that may be left out.");
    }
}
