package io.impasto.gateway.problems;

import java.util.Locale;

/** Every error this API can answer with. The name is stable and public: {@code urn:impasto:problem:<name>}. */
public enum ProblemType {
    MISSING_PART(400, "A part is missing"),
    UNEXPECTED_PART(400, "A part is not expected"),
    MALFORMED_JSON(400, "The JSON cannot be read"),
    MALFORMED_MULTIPART(400, "The multipart body cannot be read"),
    EMPTY_BODY(400, "The body is empty"),
    INVALID_REQUEST(400, "The request cannot be understood"),
    INVALID_IDEMPOTENCY_KEY(400, "The idempotency key is not valid"),
    INVALID_LAST_EVENT_ID(400, "The last event id is not valid"),
    CREDENTIAL_MISSING(401, "A credential is needed"),
    CREDENTIAL_INVALID(401, "The credential is not valid"),
    NOT_FOUND(404, "There is nothing at this address"),
    TRANSFER_NOT_FOUND(404, "There is no such transfer"),
    IMAGE_NOT_FOUND(404, "There is no such image"),
    UPLOAD_NOT_FOUND(404, "There is no such upload"),
    METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
    NOT_ACCEPTABLE(406, "No representation that the client accepts"),
    TRANSFER_ID_TAKEN(409, "The id is taken"),
    TRANSFER_ENDED(409, "The transfer has ended"),
    TRANSFER_NOT_PAUSED(409, "The transfer is not paused"),
    RESULT_NOT_READY(409, "The painting is not finished yet"),
    TRANSFER_FAILED(409, "The transfer failed and has no painting"),
    TRANSFER_GONE(410, "The transfer and its images were removed"),
    BODY_TOO_LARGE(413, "The body is too large"),
    IMAGE_TOO_LARGE(413, "The image has too many pixels"),
    URI_TOO_LONG(414, "The address is too long"),
    UNSUPPORTED_MEDIA_TYPE(415, "The media type is not supported"),
    RANGE_NOT_SATISFIABLE(416, "The range lies outside the content"),
    UNKNOWN_OPTION(422, "An option is not known"),
    INVALID_OPTION(422, "An option has an invalid value"),
    NOT_AN_IMAGE(422, "This is not an image"),
    TRUNCATED_IMAGE(422, "The image is truncated"),
    IMAGE_UNKNOWN(422, "An image of the request is not known"),
    INVALID_IMAGE_ADDRESS(422, "The image's address is not acceptable"),
    IDEMPOTENCY_KEY_REUSED(422, "The idempotency key belongs to another request"),
    INVALID_WEBHOOK(422, "The webhook is not acceptable"),
    QUOTA_EXCEEDED(429, "A quota is used up"),
    HEADERS_TOO_LARGE(431, "The header fields are too long"),
    INTERNAL_ERROR(500, "Something went wrong on our side"),
    RENDITIONS_BUSY(503, "Too many pictures are being rendered"),
    STORE_UNAVAILABLE(503, "The image store cannot be reached"),
    QUEUE_UNAVAILABLE(503, "The queue cannot be reached"),
    QUEUE_FULL(503, "The queue is full"),
    ISSUER_UNAVAILABLE(503, "Tokens cannot be checked now"),
    HTTP_VERSION_NOT_SUPPORTED(505, "The HTTP version is not supported");

    static final String PREFIX = "urn:impasto:problem:";

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    String title() {
        return title;
    }

    public String urn() {
        return PREFIX + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public ProblemException problem(String detail) {
        return new ProblemException(new Problem(this, detail));
    }
}
