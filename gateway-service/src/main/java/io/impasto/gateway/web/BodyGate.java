package io.impasto.gateway.web;

import java.util.Locale;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

import io.impasto.gateway.problems.BareErrors;
import io.impasto.gateway.problems.Problem;
import io.impasto.gateway.problems.ProblemType;

/**
 * Judges a body by its headers before a byte of it is read, and reads forms: files go to disk while they come in, fields
 * are bounded, so that memory stays flat whatever is sent.
 */
@ApplicationScoped
public class BodyGate {

    private static final int BEFORE_ALL = -10;
    private static final String FORM = "multipart/form-data";
    private static final String JSON = "application/json";

    private final BodiesConfig config;
    private final BareErrors errors;
    private final BodyHandler forms;

    BodyGate(BodiesConfig config, BareErrors errors) {
        this.config = config;
        this.errors = errors;
        forms = BodyHandler.create(config.uploadsDirectory())
                .setBodyLimit(config.maxFormBytes())
                .setMergeFormAttributes(false)
                .setDeleteUploadedFilesOnEnd(true);
    }

    void register(@Observes Router router) {
        router.route().order(BEFORE_ALL).handler(this::checkLength);
        router.route(HttpMethod.POST, "/v1/transfers").order(BEFORE_ALL + 1).handler(this::checkTransferBody);
        router.route(HttpMethod.POST, "/v1/images").order(BEFORE_ALL + 1).handler(this::checkImageBody);
        router.route(HttpMethod.POST, "/v1/*").order(BEFORE_ALL + 2).handler(context -> {
            if (isForm(context.request())) {
                forms.handle(context);
            } else {
                context.next();
            }
        });
    }

    /** Whether the body is a form that has been read. */
    static boolean isForm(HttpServerRequest request) {
        return mediaType(request).equals(FORM);
    }

    private void checkLength(RoutingContext context) {
        HttpServerRequest request = context.request();
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null) {
            context.next();
            return;
        }
        long limit = limit(request);
        if (length.length() > 18 || Long.parseLong(length) > limit) {
            errors.end(
                    context,
                    new Problem(ProblemType.BODY_TOO_LARGE, "The body is larger than " + limit + " bytes.")
                            .with("maximum", limit));
        } else {
            context.next();
        }
    }

    private long limit(HttpServerRequest request) {
        if (isForm(request)) {
            return config.maxFormBytes();
        }
        return request.path().equals("/v1/images") ? config.maxImageBytes() : config.maxJsonBytes();
    }

    private void checkTransferBody(RoutingContext context) {
        HttpServerRequest request = context.request();
        String type = mediaType(request);
        if (isEmpty(request)) {
            refuse(context, ProblemType.EMPTY_BODY, "Send a form with content and style, or JSON.");
        } else if (!type.equals(FORM) && !type.equals(JSON)) {
            refuse(context, ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send " + FORM + " or " + JSON + ".");
        } else {
            checkBoundary(context);
        }
    }

    private void checkImageBody(RoutingContext context) {
        if (isEmpty(context.request())) {
            refuse(context, ProblemType.EMPTY_BODY, "Send the image's bytes, or a form with the part image.");
        } else {
            checkBoundary(context);
        }
    }

    private void checkBoundary(RoutingContext context) {
        String type = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
        if (isForm(context.request()) && !type.matches("(?i).*;\\s*boundary=\"?[^\"\\s;,]{1,70}\"?.*")) {
            refuse(context, ProblemType.MALFORMED_MULTIPART, "The Content-Type names no boundary.");
        } else {
            context.next();
        }
    }

    private void refuse(RoutingContext context, ProblemType type, String detail) {
        errors.end(context, type.problem(detail).problem());
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
