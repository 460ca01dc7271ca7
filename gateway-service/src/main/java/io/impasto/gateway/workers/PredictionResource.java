package io.impasto.gateway.workers;

import java.util.Set;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;

import io.impasto.gateway.bodies.HeldBody;
import io.impasto.gateway.bodies.JsonBody;
import io.impasto.gateway.contract.OptionsSchema;
import io.impasto.gateway.problems.ProblemException;
import io.impasto.gateway.problems.ProblemType;

/** Predictions over HTTP. */
@Path("/v1/transfers:predict")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class PredictionResource {

    private static final int LONGEST_SIDE = 1_000_000;
    private static final Set<String> MEMBERS = Set.of("width", "height", "options");

    private final Predict predict;
    private final OptionsSchema schema;

    PredictionResource(Predict predict, OptionsSchema schema) {
        this.predict = predict;
        this.schema = schema;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response predict(@Context RoutingContext context) {
        ObjectNode body = JsonBody.object(HeldBody.bytes(context), "The body");
        body.fieldNames().forEachRemaining(PredictionResource::requireKnown);
        Prediction prediction = predict.predict(options(body), side(body, "width"), side(body, "height"));
        return Response.ok(prediction)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private ObjectNode options(ObjectNode body) {
        JsonNode given = body.path("options");
        if (given.isMissingNode() || given.isNull()) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (!(given instanceof ObjectNode options)) {
            throw wrong("options", "options must be a JSON object.");
        }
        // How many styles there will be is not said, so that any number of weights may be right.
        schema.check(options, options.path("styleWeights").size());
        if (options.path("previewEvaluations").asInt()
                >= options.path("evaluations").asInt(Integer.MAX_VALUE)) {
            throw ProblemType.INVALID_OPTION
                    .problem("previewEvaluations must be fewer than evaluations.")
                    .with("option", "previewEvaluations");
        }
        return options;
    }

    private static int side(ObjectNode body, String name) {
        JsonNode side = body.path(name);
        if (!side.canConvertToInt() || !side.isIntegralNumber() || side.asInt() < 1 || side.asInt() > LONGEST_SIDE) {
            throw wrong(name, name + " must be the picture's, an integer from 1 to " + LONGEST_SIDE + ".");
        }
        return side.asInt();
    }

    private static void requireKnown(String name) {
        if (!MEMBERS.contains(name)) {
            throw wrong("body", "The body may have width, height and options only.");
        }
    }

    private static ProblemException wrong(String part, String detail) {
        return ProblemType.INVALID_REQUEST.problem(detail).with("part", part);
    }
}
