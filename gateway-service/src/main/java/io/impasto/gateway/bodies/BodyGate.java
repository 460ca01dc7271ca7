package io.impasto.gateway.bodies;

import java.util.Locale;
import java.util.function.ObjLongConsumer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import io.impasto.gateway.problems.BareErrors;
import io.impasto.gateway.problems.Problem;
import io.impasto.gateway.problems.ProblemType;

/** Judges the body of a POST by its headers, before a byte of it is read, and has it held or spooled if it may come in. */
@ApplicationScoped
public class BodyGate {

    // Before Quarkus' own limit, which answers without saying why.
    private static final int BEFORE_ALL = -10;
    private static final String FORM = "multipart/form-data";
    /** What a form of one image has around it, at most. */
    private static final int FRAME = 64 * 1024;

    private static final String JSON = "application/json";
    private static final String MERGE_PATCH = "application/merge-patch+json";

    private final BodiesConfig config;
    private final BodySpool spool;
    private final HeldBody held;
    private final BareErrors errors;

    BodyGate(BodiesConfig config, BodySpool spool, HeldBody held, BareErrors errors) {
        this.config = config;
        this.spool = spool;
        this.held = held;
        this.errors = errors;
    }

    void register(@Observes Router router) {
        router.post("/v1/transfers").order(BEFORE_ALL).handler(this::transfer);
        // As a pattern, for in a path the colon would begin a parameter.
        router.postWithRegex("/v1/transfers:preview-sheet").order(BEFORE_ALL).handler(this::transfer);
        router.post("/v1/transfers/:id/continue").order(BEFORE_ALL).handler(this::perhapsJson);
        router.put("/v1/transfers/:id").order(BEFORE_ALL).handler(this::transfer);
        router.patch("/v1/transfers/:id/options").order(BEFORE_ALL).handler(this::change);
        router.post("/v1/transfers/:id/links").order(BEFORE_ALL).handler(this::perhapsJson);
        router.postWithRegex("/v1/transfers:predict").order(BEFORE_ALL).handler(this::json);
        router.post("/v1/uploads").order(BEFORE_ALL).handler(this::json);
        router.post("/v1/images").order(BEFORE_ALL).handler(this::image);
    }

    private void transfer(RoutingContext context) {
        HttpServerRequest request = context.request();
        String type = mediaType(request);
        if (isEmpty(request)) {
            refuse(context, ProblemType.EMPTY_BODY, "Send a form with content and style, or JSON.");
        } else if (type.equals(FORM)) {
            form(context, config.maxFormBytes());
        } else if (type.equals(JSON)) {
            letIn(context, config.maxJsonBytes(), held::take);
        } else {
            refuse(context, ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send " + FORM + " or " + JSON + ".");
        }
    }

    private void change(RoutingContext context) {
        String type = mediaType(context.request());
        if (isEmpty(context.request())) {
            refuse(context, ProblemType.EMPTY_BODY, "Send the options to change, as JSON.");
        } else if (type.equals(JSON) || type.equals(MERGE_PATCH)) {
            letIn(context, config.maxJsonBytes(), held::take);
        } else {
            refuse(context, ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send " + JSON + " or " + MERGE_PATCH + ".");
        }
    }

    private void json(RoutingContext context) {
        if (isEmpty(context.request())) {
            refuse(context, ProblemType.EMPTY_BODY, "Send JSON.");
        } else {
            perhapsJson(context);
        }
    }

    private void perhapsJson(RoutingContext context) {
        if (isEmpty(context.request())) {
            context.next();
        } else if (mediaType(context.request()).equals(JSON)) {
            letIn(context, config.maxJsonBytes(), held::take);
        } else {
            refuse(context, ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send " + JSON + ", or nothing.");
        }
    }

    private void image(RoutingContext context) {
        if (isEmpty(context.request())) {
            refuse(context, ProblemType.EMPTY_BODY, "Send the image's bytes, or a form with the part image.");
        } else if (mediaType(context.request()).equals(FORM)) {
            form(context, config.maxImageBytes() + FRAME);
        } else if (mediaType(context.request()).equals(JSON)) {
            letIn(context, config.maxJsonBytes(), held::take);
        } else {
            letIn(context, config.maxImageBytes(), spool::take);
        }
    }

    private void form(RoutingContext context, long limit) {
        if (MultipartForm.boundary(context.request()).isEmpty()) {
            refuse(context, ProblemType.MALFORMED_MULTIPART, "The Content-Type names no boundary.");
        } else {
            letIn(context, limit, spool::take);
        }
    }

    private void letIn(RoutingContext context, long limit, ObjLongConsumer<RoutingContext> taker) {
        String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null && (length.length() > 18 || Long.parseLong(length) > limit)) {
            errors.end(context, Arrival.tooLarge(limit));
        } else {
            taker.accept(context, limit);
        }
    }

    private void refuse(RoutingContext context, ProblemType type, String detail) {
        errors.end(context, new Problem(type, detail));
    }

    private static boolean isEmpty(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null : length.equals("0");
    }

    private static String mediaType(HttpServerRequest request) {
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        if (type == null) {
            return "";
        }
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }
}
