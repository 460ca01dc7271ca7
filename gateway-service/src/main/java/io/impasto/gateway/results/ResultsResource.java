package io.impasto.gateway.results;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.Blocking;

import io.impasto.gateway.access.Caller;
import io.impasto.gateway.live.PastEvents;
import io.impasto.gateway.problems.ProblemException;
import io.impasto.gateway.problems.ProblemType;
import io.impasto.gateway.storage.Content;
import io.impasto.gateway.storage.PassOn;
import io.impasto.gateway.storage.StorageClient;
import io.impasto.gateway.transfers.FindTransfer;
import io.impasto.gateway.transfers.State;
import io.impasto.gateway.transfers.Transfer;

/** What a transfer has made, over HTTP. */
@Path("/v1/transfers/{id}")
@Blocking
public class ResultsResource {

    /** What clients may see; checkpoints are the workers' own. */
    static final Pattern PUBLIC = Pattern.compile(
            "result\\.png|losses\\.csv|manifest\\.json|previews/[a-z0-9][a-z0-9._-]{0,99}|checkpoints/[0-9]{4}\\.png");

    private static final Pattern PREVIEW = Pattern.compile("previews/([0-9]{1,9})-([0-9]{1,9})\\.[a-z]+");

    private final FindTransfer findTransfer;
    private final PastEvents pastEvents;
    private final StorageClient storage;
    private final Caller caller;

    ResultsResource(FindTransfer findTransfer, PastEvents pastEvents, StorageClient storage, Caller caller) {
        this.findTransfer = findTransfer;
        this.pastEvents = pastEvents;
        this.storage = storage;
        this.caller = caller;
    }

    @GET
    @Path("result")
    public Response result(@PathParam("id") String id, @Context UriInfo address, @Context HttpHeaders headers) {
        Transfer transfer = findTransfer.byId(caller.tenant(), id);
        if (transfer.state() == State.FAILED) {
            throw ProblemType.TRANSFER_FAILED
                    .problem("This transfer has no painting: "
                            + transfer.problem().path("detail").asText("it failed."))
                    .with("cause", transfer.problem());
        }
        if (transfer.terminal() && transfer.state() != State.SUCCEEDED) {
            throw ProblemType.TRANSFER_ENDED
                    .problem("This transfer has no painting: it was "
                            + transfer.state().name().toLowerCase(Locale.ROOT) + ".")
                    .with("state", transfer.state());
        }
        if (transfer.state() != State.SUCCEEDED) {
            throw ProblemType.RESULT_NOT_READY.problem(
                    "The painting is not finished. Its end is announced at /v1/transfers/" + transfer.id()
                            + "/events.");
        }
        String name = transfer.result().path("name").asText("result.png");
        String wanted = address.getRequestUri().getRawQuery();
        return wanted == null ? content(transfer, name, headers) : rendition(transfer, name, wanted, headers);
    }

    @GET
    @Path("previews/{number}")
    public Response preview(
            @PathParam("id") String id, @PathParam("number") String number, @Context HttpHeaders headers) {
        Transfer transfer = findTransfer.byId(caller.tenant(), id);
        if (!number.matches("[1-9][0-9]{0,8}")) {
            throw ProblemType.NOT_FOUND.problem("Previews are numbered from 1.");
        }
        return content(transfer, previewName(transfer, Integer.parseInt(number)), headers);
    }

    @GET
    @Path("artifacts/{name:.+}")
    public Response artifact(@PathParam("id") String id, @PathParam("name") String name, @Context HttpHeaders headers) {
        Transfer transfer = findTransfer.byId(caller.tenant(), id);
        if (!PUBLIC.matcher(name).matches()) {
            throw noSuchArtifact();
        }
        return content(transfer, name, headers);
    }

    /** The pictures of the stored checkpoints, oldest first. */
    @GET
    @Path("checkpoints")
    @Produces(MediaType.APPLICATION_JSON)
    public Response checkpoints(@PathParam("id") String id) {
        Transfer transfer = findTransfer.byId(caller.tenant(), id);
        List<String> artifacts = storage.traced(caller.trace()).artifacts(transfer.id());
        ObjectNode body =
                Checkpoints.list(transfer, artifacts, artifacts.isEmpty() ? List.of() : pastEvents.of(transfer));
        return Response.ok(body).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }

    @GET
    @Path("checkpoints/{number}")
    public Response checkpoint(
            @PathParam("id") String id, @PathParam("number") String number, @Context HttpHeaders headers) {
        Transfer transfer = findTransfer.byId(caller.tenant(), id);
        if (!number.matches("[1-9][0-9]{0,3}")) {
            throw ProblemType.NOT_FOUND.problem("Checkpoints are numbered from 1.");
        }
        return content(transfer, Checkpoints.name(Integer.parseInt(number)), headers);
    }

    /** How the painting came about: options, seeds, network, versions, changes. */
    @GET
    @Path("manifest")
    public Response manifest(@PathParam("id") String id, @Context HttpHeaders headers) {
        return content(findTransfer.byId(caller.tenant(), id), "manifest.json", headers);
    }

    private Response rendition(Transfer transfer, String name, String wanted, HttpHeaders headers) {
        return storage.traced(caller.trace())
                .openRendition(
                        caller.tenant(), transfer.id(), name, wanted, transfer.content(), PassOn.conditions(headers))
                .map(content -> PassOn.answer(
                        content, PassOn.FOR_GOOD, "impasto-" + transfer.id() + "-result." + ending(content)))
                .orElseThrow(ResultsResource::noSuchArtifact);
    }

    private static String ending(Content content) {
        return switch (content.headers().firstValue("Content-Type").orElse("")) {
            case "image/jpeg" -> "jpg";
            case "image/webp" -> "webp";
            case "image/tiff" -> "tif";
            default -> "png";
        };
    }

    private Response content(Transfer transfer, String name, HttpHeaders headers) {
        String fileName = "impasto-" + transfer.id() + "-" + name.substring(name.lastIndexOf('/') + 1);
        String caching = name.startsWith("previews/") ? PassOn.ASK_AGAIN : PassOn.FOR_GOOD;
        return storage.traced(caller.trace())
                .openArtifact(transfer.id(), name, PassOn.conditions(headers))
                .map(content -> PassOn.answer(content, caching, fileName))
                .orElseThrow(ResultsResource::noSuchArtifact);
    }

    /** The latest preview is known from its event; an earlier one is looked up, of the highest attempt that has it. */
    private String previewName(Transfer transfer, int number) {
        JsonNode latest =
                transfer.progress() == null ? null : transfer.progress().path("preview");
        if (latest != null && latest.path("number").asInt() == number) {
            return latest.path("name").asText();
        }
        return storage.traced(caller.trace()).artifacts(transfer.id()).stream()
                .map(PREVIEW::matcher)
                .filter(Matcher::matches)
                .filter(name -> Integer.parseInt(name.group(2)) == number)
                .max(Comparator.comparingInt(name -> Integer.parseInt(name.group(1))))
                .map(Matcher::group)
                .orElseThrow(ResultsResource::noSuchArtifact);
    }

    static ProblemException noSuchArtifact() {
        return ProblemType.NOT_FOUND.problem("This transfer has nothing of this name, or not yet.");
    }
}
